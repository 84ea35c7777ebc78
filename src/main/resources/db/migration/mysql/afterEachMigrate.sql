-- The connection goes back to the pool: what a migration set for itself, as V096_1 did, is the server's again. Queries by pieces of text go by it.
set session innodb_ft_enable_stopword = default;
