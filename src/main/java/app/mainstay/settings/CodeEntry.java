package app.mainstay.settings;

import java.util.Locale;

/**
 * An entry of a code list.
 *
 * @param id       null for a new entry
 * @param code     what rows hold; never changes once stored
 * @param position order among the entries of its list, from 1; given by {@link CodeLists#save} and {@link CodeLists#move} only
 * @param active   a retired entry keeps its label on old rows but is not offered any more
 * @param competitor only of a loss reason: the deal was lost to somebody, who is named with it
 * @param version  the version that was read
 */
public record CodeEntry(@org.jspecify.annotations.Nullable Long id, CodeList list, String code, String labelEn, String labelZh,
                        int position, boolean active, boolean competitor, int version) {

    /** One that asks for nobody. */
    public CodeEntry(@org.jspecify.annotations.Nullable Long id, CodeList list, String code, String labelEn, String labelZh, int position, boolean active, int version) {
        this(id, list, code, labelEn, labelZh, position, active, false, version);
    }

    public String label(Locale locale) {
        return locale.getLanguage().equals("zh") ? labelZh : labelEn;
    }
}
