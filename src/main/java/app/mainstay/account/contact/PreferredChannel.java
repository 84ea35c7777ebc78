package app.mainstay.account.contact;

import app.mainstay.shared.Coded;

/** How somebody likes to be reached. */
public enum PreferredChannel implements Coded {
    CALL, EMAIL, VISIT, WECHAT
}
