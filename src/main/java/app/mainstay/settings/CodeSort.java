package app.mainstay.settings;

/** What entries of a code list can be sorted by; in Chinese by pinyin. */
public enum CodeSort {
    POSITION, LABEL_EN, LABEL_ZH, CODE, STATE
}
