package dev.starkeeper.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DatabaseConfigTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          postgresql://ann:pw@db.example/shop,            jdbc:postgresql://db.example/shop
          postgres://ann:pw@db.example/shop,              jdbc:postgresql://db.example/shop
          jdbc:postgresql://ann:pw@db.example/shop,       jdbc:postgresql://db.example/shop
          postgresql://ann:pw@10.0.0.7:6432/shop,         jdbc:postgresql://10.0.0.7:6432/shop
          postgresql://ann:pw@[::1]/shop,                 jdbc:postgresql://[::1]/shop
          postgresql://ann:pw@[2001:db8::7]:6432/shop,    jdbc:postgresql://[2001:db8::7]:6432/shop
          postgresql://ann:pw@h/shop?sslmode=require,     jdbc:postgresql://h/shop?sslmode=require
          postgresql://ann:pw@h/shop?,                    jdbc:postgresql://h/shop
          jdbc:postgresql://h/shop?user=ann&password=pw,  jdbc:postgresql://h/shop
          jdbc:postgresql://[::1]:6432/shop?password=pw&sslmode=require&user=ann&a=b, jdbc:postgresql://[::1]:6432/shop?sslmode=require&a=b
          postgresql://h/shop?user=ann&password=pw,       jdbc:postgresql://h/shop
          """)
  void readsEveryForm(String url, String jdbcUrl) {
    assertThat(DatabaseConfig.parse(url)).isEqualTo(new DatabaseConfig(jdbcUrl, "ann", "pw"));
  }

  @Test
  void userAndPasswordArePercentDecodedOnce() {
    var inFront = DatabaseConfig.parse("postgresql://a%40b:p%3Aw%2F%25%3f+%2541@h/shop");
    var behind = DatabaseConfig.parse("jdbc:postgresql://h/shop?user=a%40b&password=%26%3d+%2541");

    assertThat(inFront.user()).isEqualTo("a@b");
    assertThat(inFront.password()).isEqualTo("p:w/%?+%41");
    assertThat(behind.user()).isEqualTo("a@b");
    assertThat(behind.password()).isEqualTo("&=+%41");
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://ann@h/shop,ann",
    "postgresql://h/shop,''",
    "postgresql://ann:@h/shop,ann"
  })
  void passwordMayBeMissing(String url, String user) {
    assertThat(DatabaseConfig.parse(url))
        .isEqualTo(new DatabaseConfig("jdbc:postgresql://h/shop", user, ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          postgresql://ann@one:5432,two:5433/shop; jdbc:postgresql://one:5432,two:5433/shop?targetServerType=primary
          postgresql://ann@[::1]:5432,[::2]/shop?a=b; jdbc:postgresql://[::1]:5432,[::2]/shop?a=b&targetServerType=primary
          """)
  void ofSeveralHostsThePrimaryIsAsked(String url, String jdbcUrl) {
    assertThat(DatabaseConfig.parse(url).jdbcUrl()).isEqualTo(jdbcUrl);
  }

  @Test
  void kindOfServerThatIsAskedForStays() {
    var config = DatabaseConfig.parse("postgresql://ann@one,two/shop?targetServerType=any");

    assertThat(config.jdbcUrl()).isEqualTo("jdbc:postgresql://one,two/shop?targetServerType=any");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://ann:hunter2@h/shop",
        "postgresql://ann:hunter2@h",
        "postgresql://ann:hunter2@h/",
        "postgresql://ann:hunter2@/shop",
        "postgresql://ann:hunter2",
        "postgresql://ann:hunter2@x@h/shop",
        "postgresql://ann:hunter2/x@h/shop",
        "ann:hunter2@h/shop",
        "postgresql://ann:hunter2%zz@h/shop",
        "postgresql://ann:%hunter2@h/shop",
        "postgresql://ann:hunter2%@h/shop",
        "jdbc:postgresql://h/shop?user=ann&password=%hunter2",
      })
  void refusalDoesNotRepeatTheUrl(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DatabaseConfig.parse(url))
        .withMessage("not of the form postgresql://user:password@host:port/database")
        .withNoCause();
  }

  @Test
  void doesNotPrintThePassword() {
    var config =
        DatabaseConfig.parse("postgresql://ann:hunter2@h/shop?sslmode=require&sslpassword=hunter3");

    assertThat(config.jdbcUrl()).endsWith("&sslpassword=hunter3");
    assertThat(config.toString()).isEqualTo("DatabaseConfig[jdbc:postgresql://h/shop, user=ann]");
  }
}
