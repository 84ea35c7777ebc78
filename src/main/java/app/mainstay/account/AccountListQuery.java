package app.mainstay.account;

/** Which accounts the address of a list means: the screen that writes such addresses reads them, here and for itself. */
public interface AccountListQuery {

    /** @param query the address's parameters as "tier=core&amp;q=abc"; what is unknown in it is left out */
    AccountFilter filter(String query);
}
