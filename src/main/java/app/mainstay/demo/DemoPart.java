package app.mainstay.demo;

/** What a feature adds to the demonstration company once its people and accounts are there; one bean a part. */
interface DemoPart {

    /** As the system; whoever does it as a person of the company says so itself. */
    void make(DemoPeople.Company company);

    /** Smaller comes first. */
    default int order() {
        return 100;
    }
}
