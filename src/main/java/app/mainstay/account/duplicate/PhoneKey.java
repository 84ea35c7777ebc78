package app.mainstay.account.duplicate;

import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/** A telephone number by its digits: "+86 138-0013-8000" and "１３８００１３８０００" are one. */
final class PhoneKey {

    private static final int SHORTEST = 8;
    private static final int LONGEST = 20;

    private PhoneKey() {
    }

    /** Null for what is no whole number of a person: extensions and service numbers are many people's. */
    static @Nullable String of(@Nullable String phone) {
        if (phone == null) {
            return null;
        }
        String digits = Normalizer.normalize(phone, Normalizer.Form.NFKC).replaceFirst("(?i)(ext|转|x|,|;).*$", "").replaceAll("[^0-9+]", "")
                .replaceFirst("^(\\+|00)86", "").replace("+", "").replaceFirst("^0+", "");
        return digits.length() < SHORTEST || digits.length() > LONGEST || digits.startsWith("400") && digits.length() == 10 ? null : digits;
    }
}
