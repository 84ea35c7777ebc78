package app.mainstay.account;

import app.mainstay.base.Documents;

/** Under which names the documents of an account are kept and told of. */
public final class AccountDocuments {

    /** The kind under which open screens are told that the documents of an account changed; the id is the account's. */
    public static final String CHANGED = "documents";
    static final String KIND = "account";

    private AccountDocuments() {
    }

    public static Documents.Owner of(long accountId) {
        return new Documents.Owner(KIND, accountId);
    }
}
