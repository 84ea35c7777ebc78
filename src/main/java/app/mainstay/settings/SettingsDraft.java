package app.mainstay.settings;

/**
 * What holds for the whole company.
 *
 * @param zone             the business zone, an IANA name; "today" and every period are meant there
 * @param fiscalStartMonth 1 to 12
 * @param baseCurrency     ISO 4217 code in which sums are shown
 * @param version          the version that was read
 */
public record SettingsDraft(String zone, int fiscalStartMonth, String baseCurrency, int version) {
}
