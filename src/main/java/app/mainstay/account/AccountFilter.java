package app.mainstay.account;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a list of accounts may ask for; null, empty and false mean any. Made from {@link #ALL} by its {@code with…} methods. It only ever
 * narrows what the viewer sees: an id out of sight finds nothing.
 *
 * @param text            part of the name, the short name or their pinyin initials, start of the pinyin or of the credit code
 * @param sectors         codes of {@code CodeList.SECTOR}
 * @param regions         codes of {@code CodeList.REGION}
 * @param units           each means the unit and everything below it
 * @param representatives ids of the primary representatives
 * @param groupId         this account and everything below it in the tree of parents
 * @param tags            an account bears all of them
 * @param noContactDays   the last contact was that many days of the calendar ago or more, or there never was one
 * @param noNextMeeting   no meeting lies ahead
 * @param archived        true: the archived ones instead of the live ones
 */
public record AccountFilter(@Nullable String text, Set<Tier> tiers, Set<String> sectors, Set<String> regions, Set<Long> units,
                            Set<Long> representatives, Set<Lifecycle> lifecycles, @Nullable Long groupId, Set<String> tags,
                            @Nullable Integer noContactDays, boolean noNextMeeting, boolean archived) {

    public static final AccountFilter ALL = new AccountFilter(null, Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), null, Set.of(),
            null, false, false);

    /** Blank text is none. */
    public AccountFilter {
        text = text == null || text.isBlank() ? null : text.strip();
        tiers = Set.copyOf(tiers);
        sectors = Set.copyOf(sectors);
        regions = Set.copyOf(regions);
        units = Set.copyOf(units);
        representatives = Set.copyOf(representatives);
        lifecycles = Set.copyOf(lifecycles);
        tags = Set.copyOf(tags);
    }

    public static AccountFilter text(String text) {
        return ALL.withText(text);
    }

    public AccountFilter withText(@Nullable String wanted) {
        return new AccountFilter(wanted, tiers, sectors, regions, units, representatives, lifecycles, groupId, tags, noContactDays, noNextMeeting,
                archived);
    }

    public AccountFilter withTiers(Set<Tier> wanted) {
        return new AccountFilter(text, wanted, sectors, regions, units, representatives, lifecycles, groupId, tags, noContactDays, noNextMeeting,
                archived);
    }

    public AccountFilter withSectors(Set<String> wanted) {
        return new AccountFilter(text, tiers, wanted, regions, units, representatives, lifecycles, groupId, tags, noContactDays, noNextMeeting,
                archived);
    }

    public AccountFilter withRegions(Set<String> wanted) {
        return new AccountFilter(text, tiers, sectors, wanted, units, representatives, lifecycles, groupId, tags, noContactDays, noNextMeeting,
                archived);
    }

    public AccountFilter withUnits(Set<Long> wanted) {
        return new AccountFilter(text, tiers, sectors, regions, wanted, representatives, lifecycles, groupId, tags, noContactDays, noNextMeeting,
                archived);
    }

    public AccountFilter withRepresentatives(Set<Long> wanted) {
        return new AccountFilter(text, tiers, sectors, regions, units, wanted, lifecycles, groupId, tags, noContactDays, noNextMeeting, archived);
    }

    public AccountFilter withLifecycles(Set<Lifecycle> wanted) {
        return new AccountFilter(text, tiers, sectors, regions, units, representatives, wanted, groupId, tags, noContactDays, noNextMeeting,
                archived);
    }

    public AccountFilter withGroup(@Nullable Long wanted) {
        return new AccountFilter(text, tiers, sectors, regions, units, representatives, lifecycles, wanted, tags, noContactDays, noNextMeeting,
                archived);
    }

    public AccountFilter withTags(Set<String> wanted) {
        return new AccountFilter(text, tiers, sectors, regions, units, representatives, lifecycles, groupId, wanted, noContactDays, noNextMeeting,
                archived);
    }

    public AccountFilter withNoContactDays(@Nullable Integer wanted) {
        return new AccountFilter(text, tiers, sectors, regions, units, representatives, lifecycles, groupId, tags, wanted, noNextMeeting, archived);
    }

    public AccountFilter withNoNextMeeting(boolean wanted) {
        return new AccountFilter(text, tiers, sectors, regions, units, representatives, lifecycles, groupId, tags, noContactDays, wanted, archived);
    }

    public AccountFilter withArchived(boolean wanted) {
        return new AccountFilter(text, tiers, sectors, regions, units, representatives, lifecycles, groupId, tags, noContactDays, noNextMeeting,
                wanted);
    }
}
