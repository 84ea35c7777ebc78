package app.mainstay.account.search;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Chooses the search that fits the database. */
@Configuration(proxyBeanMethods = false)
class TextSearchConfig {

    @Bean
    TextSearch textSearch(JdbcTemplate jdbc, JsonMapper json) {
        String database = jdbc.execute((ConnectionCallback<String>) connection -> connection.getMetaData().getDatabaseProductName());
        return "MySQL".equals(database) ? new MySqlTextSearch(jdbc, json) : new PlainTextSearch();
    }
}
