-- What a text inside a deal's name is found by, see OpportunityFinder: pieces of two characters, none left out as a word of no meaning.
set session innodb_ft_enable_stopword = 0;
alter table sales_opportunity add column name_key varchar(200) generated always as (lower(name)) stored;
create fulltext index sales_opportunity_text on sales_opportunity (name_key) with parser ngram;
set session innodb_ft_enable_stopword = 1;
