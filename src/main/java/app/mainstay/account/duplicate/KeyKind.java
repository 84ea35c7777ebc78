package app.mainstay.account.duplicate;

/** What two accounts may have in common. Stored by name. */
enum KeyKind {
    /** The name without legal form and place. */
    NAME,
    /** The same as it is pronounced, for names typed by pinyin. */
    SOUND,
    /** The beginning of it, for what differs further behind. */
    START,
    /** The organisation within the credit code. */
    CODE,
    /** The host of the website. */
    SITE,
    /** A number of somebody who works there. */
    PHONE
}
