package dev.starkeeper.invoice;

import dev.starkeeper.db.Environment;
import dev.starkeeper.db.SettingsCheck;

/** Whether the API would start with some settings. */
public final class ApiSettings implements SettingsCheck {
  @Override
  public String process() {
    return "invoice-api";
  }

  @Override
  public void check(Environment environment) {
    InvoiceApiConfig.from(environment);
  }
}
