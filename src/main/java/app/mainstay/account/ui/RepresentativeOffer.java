package app.mainstay.account.ui;

import java.util.List;

/** Whom the viewer may make the representative of a new account; a feature above, which knows how much they carry, contributes the bean. */
public interface RepresentativeOffer {

    /** @param share what they carry in hundredths of what they can, 100 at most @param full whether a new account would be too much */
    record Person(long id, String name, String unitName, String load, int share, boolean full) {
    }

    /** By free capacity, a page of those whose name contains the text. */
    List<Person> find(String text, int offset, int limit);
}
