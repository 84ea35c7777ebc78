package app.mainstay.base.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.security.Role;
import app.mainstay.security.UserService;
import app.mainstay.security.Viewer;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.context.SecurityContextHolder;

@DatabaseTest
class SavedViewsTest {

    private static final String LIST = "account";

    @Autowired
    SavedViews views;
    @Autowired
    UserService users;
    @Autowired
    Fixtures fixtures;
    Fixtures.Company company;

    @BeforeEach
    void company() {
        company = fixtures.company();
        Fixtures.signIn(company.member());
    }

    @Test
    void aViewKeepsWhatItWasGiven() {
        long id = views.save(new SavedViewDraft(null, LIST, "  我的　客户 ", "tier=core,strategic&q=半导体&sort=-name", List.of("tier", "name"), false, 0));

        assertThat(views.list(LIST)).containsExactly(new SavedView(id, LIST, "我的 客户",
                "tier=core,strategic&q=%E5%8D%8A%E5%AF%BC%E4%BD%93&sort=-name", List.of("tier", "name"), false, true, "Member", false, false, 0));
        assertThat(views.find(id)).contains(views.list(LIST).getFirst());
        assertThat(views.list("contact")).isEmpty();
    }

    @Test
    void theOwnOnesComeFirstAndByPinyin() {
        fixtures.as(company.manager(), () -> {
            views.save(draft("安徽", true));
            views.save(draft("Everybody’s", true));
        });
        views.save(draft("中国", false));
        views.save(draft("北京", false));
        views.save(draft("apple", false));

        assertThat(names()).containsExactly("apple", "北京", "中国", "安徽", "Everybody’s");
        assertThat(views.list(LIST)).extracting(SavedView::mine).containsExactly(true, true, true, false, false);
        assertThat(views.list(LIST)).extracting(SavedView::ownerName).containsExactly("Member", "Member", "Member", "Manager", "Manager");
    }

    @Test
    void whatIsNotSharedDoesNotExistForOthers() {
        long id = fixtures.as(company.director(), () -> views.save(draft("Secret", false)));

        assertThat(names()).isEmpty();
        assertThat(views.find(id)).isEmpty();
        assertThatThrownBy(() -> views.setStandard(LIST, id)).isInstanceOf(NotFoundException.class);
        nobodyElseChanges(id, "Secret");
    }

    @Test
    void aSharedViewBelongsToItsOwnerAlone() {
        long id = fixtures.as(company.director(), () -> views.save(draft("Region", true)));

        assertThat(names()).containsExactly("Region");
        nobodyElseChanges(id, "Region");
        Fixtures.signIn(company.administrator());
        nobodyElseChanges(id, "Region");
        Fixtures.signIn(company.outsider());
        nobodyElseChanges(id, "Region");
    }

    // ---- of those who left ----

    private long ofSomebodyWhoLeft(String name) {
        long id = fixtures.as(company.outsider(), () -> views.save(draft(name, true)));
        fixtures.as(company.stranger(), () -> views.setStandard(LIST, id));
        fixtures.as(company.administrator(), () -> users.deactivate(company.outsider().id()));
        return id;
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, names = {"DIRECTOR", "ADMINISTRATOR"})
    void whatSomebodySharedWhoLeftIsTakenOver(Role role) {
        long id = ofSomebodyWhoLeft("Region");
        Fixtures.signIn(company.of(role));
        assertThat(views.list(LIST)).singleElement().matches(view -> view.orphaned() && !view.mine());
        views.takeOver(id);

        assertThat(views.list(LIST)).singleElement().matches(view -> !view.orphaned() && view.mine() && view.shared());
        assertThatThrownBy(() -> views.takeOver(id)).isInstanceOf(NotFoundException.class);
        assertThat(fixtures.as(company.stranger(), () -> views.standard(LIST))).map(SavedView::id).contains(id);
        views.save(new SavedViewDraft(id, LIST, "Renamed", "", List.of(), true, 1));
        assertThat(fixtures.as(company.stranger(), this::names)).containsExactly("Renamed");
    }

    @Test
    void orItIsDeletedAndComesBackAsOnesOwn() {
        long id = ofSomebodyWhoLeft("Region");
        Fixtures.signIn(company.director());
        var deleted = views.deleteOrphaned(id);
        assertThat(fixtures.as(company.stranger(), this::names)).isEmpty();
        assertThat(views.restore(deleted)).isEqualTo(id);
        assertThat(views.find(id)).hasValueSatisfying(view -> assertThat(view.mine()).isTrue());
    }

    /** A personal view of somebody who left stays out of sight, and what belongs to somebody who is here is theirs. */
    @Test
    void nothingElseIsTakenOver() {
        long here = fixtures.as(company.manager(), () -> views.save(draft("Here", true)));
        long secret = fixtures.as(company.outsider(), () -> views.save(draft("Secret", false)));
        long shared = ofSomebodyWhoLeft("Region");
        Fixtures.signIn(company.director());
        for (long id : new long[]{here, secret, 1}) {
            assertThatThrownBy(() -> views.takeOver(id)).isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> views.deleteOrphaned(id)).isInstanceOf(NotFoundException.class);
        }
        views.save(draft("REGION", false));
        assertThatThrownBy(() -> views.takeOver(shared)).asInstanceOf(InstanceOfAssertFactories.type(RefusedException.class))
                .extracting(RefusedException::problems).isEqualTo(List.of(Problem.of(null, "problem.viewNameTaken", "Region")));
        for (Role role : new Role[]{Role.MEMBER, Role.MANAGER}) {
            Fixtures.signIn(company.of(role));
            assertThat(views.mayInherit()).isFalse();
            assertThatThrownBy(() -> views.takeOver(shared)).isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> views.deleteOrphaned(shared)).isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> views.delete(shared)).isInstanceOf(NotFoundException.class);
        }
    }

    private void nobodyElseChanges(long id, String name) {
        assertThatThrownBy(() -> views.save(new SavedViewDraft(id, LIST, "Taken over", "", List.of(), false, 0)))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> views.delete(id)).isInstanceOf(NotFoundException.class);
        assertThat(fixtures.as(company.director(), () -> views.find(id))).map(SavedView::name).contains(name);
    }

    @ParameterizedTest
    @EnumSource
    void thoseWhoLeadShare(Role role) {
        Fixtures.signIn(company.of(role));
        if (role == Role.MEMBER) {
            refused(draft("Mine", true), Problem.of("shared", "problem.mayNotShare"));
            assertThat(views.mayShare()).isFalse();
        } else {
            views.save(draft("Ours", true));
            assertThat(views.mayShare()).isTrue();
            assertThat(fixtures.as(company.stranger(), this::names)).containsExactly("Ours");
        }
    }

    @Test
    void aNameIsOnceForAPersonAndAList() {
        views.save(draft("Gold 客户", false));

        refused(draft("ＧＯＬＤ　客户", false), Problem.of("name", "problem.taken"));
        views.save(new SavedViewDraft(null, "contact", "Gold 客户", "", List.of(), false, 0));
        fixtures.as(company.manager(), () -> views.save(draft("Gold 客户", true)));
        var other = views.find(views.save(draft("Silver", false))).orElseThrow();
        refused(renamed(other, "gold 客户"), Problem.of("name", "problem.taken"));
        views.save(renamed(other, "SILVER"));

        assertThat(names()).containsExactly("Gold 客户", "SILVER", "Gold 客户");
    }

    @Test
    void badInputIsToldInWords() {
        refused(draft(" 　", false), Problem.of("name", "problem.required"));
        refused(draft("x".repeat(81), false), Problem.of("name", "problem.tooLong", 80));
        refused(draft("ﷺ".repeat(20), false), Problem.of("name", "problem.tooLong", 80));
        refused(queried("q=" + "x".repeat(1_999)), Problem.of("query", "problem.tooLong", 2_000));
        refused(queried("q=" + "客".repeat(300)), Problem.of("query", "problem.tooLong", 2_000));
        views.save(queried("q=" + "x".repeat(1_998)));
        assertThatThrownBy(() -> views.save(new SavedViewDraft(null, "a b", "x", "", List.of(), false, 0)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatNoColumnCanBeCalledIsLeftOut() {
        var wild = IntStream.range(0, 500).mapToObj(i -> "column" + i + "x".repeat(30)).toList();
        assertThat(kept("a", List.of("name", "", "a,b", "name", "<script>", "x".repeat(41), "nextMeeting")).columns())
                .containsExactly("name", "nextMeeting");
        assertThat(kept("b", wild).columns()).isEqualTo(wild.subList(0, 50));
        assertThat(kept("c", List.of()).columns()).isEmpty();
    }

    private SavedView kept(String name, List<String> columns) {
        return views.find(views.save(new SavedViewDraft(null, LIST, name, "", columns, false, 0))).orElseThrow();
    }

    @Test
    void aHundredAreEnough() {
        for (int i = 0; i < 100; i++) {
            views.save(draft("view " + i, false));
        }
        refused(draft("one more", false), Problem.of(null, "problem.tooManyViews", 100));

        var first = views.list(LIST).getFirst();
        views.save(renamed(first, "changing still works"));
        views.save(new SavedViewDraft(null, "contact", "another list", "", List.of(), false, 0));
        fixtures.as(company.colleague(), () -> views.save(draft("another person", false)));
    }

    @Test
    void theSecondOfTwoTabsIsToldOfTheConflict() {
        var read = views.find(views.save(draft("Mine", false))).orElseThrow();
        views.save(renamed(read, "Renamed"));

        assertThatThrownBy(() -> views.save(renamed(read, "Late"))).isInstanceOf(ConflictException.class);
        assertThat(names()).containsExactly("Renamed");
        assertThat(views.find(read.id())).map(SavedView::version).contains(1);
    }

    @Test
    void aListOpensWithTheViewThatOneChose() {
        long own = views.save(draft("Own", false));
        long shared = fixtures.as(company.manager(), () -> views.save(draft("Shared", true)));
        views.save(new SavedViewDraft(null, "contact", "Own", "", List.of(), false, 0));

        assertThat(views.standard(LIST)).isEmpty();
        views.setStandard(LIST, own);
        assertThat(standard(company.member())).isEqualTo("Own");
        views.setStandard(LIST, shared);
        assertThat(standard(company.member())).isEqualTo("Shared");
        assertThat(views.list(LIST)).extracting(SavedView::standard).containsExactly(false, true);
        assertThat(standard(company.manager())).as("somebody else’s choice").isNull();
        assertThat(views.standard("contact")).isEmpty();
        assertThatThrownBy(() -> views.setStandard("contact", shared)).isInstanceOf(NotFoundException.class);
        views.setStandard(LIST, null);
        assertThat(standard(company.member())).isNull();
    }

    @Test
    void aViewThatIsNotSharedAnyMoreOpensNobodysList() {
        long shared = fixtures.as(company.manager(), () -> views.save(draft("Shared", true)));
        for (var user : List.of(company.member(), company.manager())) {
            fixtures.as(user, () -> views.setStandard(LIST, shared));
        }
        fixtures.as(company.manager(), () -> views.save(new SavedViewDraft(shared, LIST, "Shared", "", List.of(), false, 0)));

        assertThat(standard(company.member())).isNull();
        assertThat(standard(company.manager())).isEqualTo("Shared");
        fixtures.as(company.manager(), () -> views.save(new SavedViewDraft(shared, LIST, "Shared", "", List.of(), true, 1)));
        assertThat(standard(company.member())).as("gone for good").isNull();
    }

    @Test
    void aDeletedViewComesBack() {
        Fixtures.signIn(company.manager());
        long id = views.save(draft("Shared", true));
        views.setStandard(LIST, id);
        fixtures.as(company.member(), () -> views.setStandard(LIST, id));

        var deleted = views.delete(id);

        assertThat(views.list(LIST)).isEmpty();
        assertThat(standard(company.manager())).isNull();
        assertThat(standard(company.member())).isNull();
        assertThat(views.restore(deleted)).isEqualTo(id);
        assertThat(views.list(LIST)).containsExactly(deleted);
        assertThat(standard(company.manager())).isEqualTo("Shared");
    }

    @Test
    void whatComesBackIsTheViewersOwn() {
        var others = fixtures.as(company.manager(), () -> views.find(views.save(draft("Shared", true))).orElseThrow());

        long copy = views.restore(others);

        assertThat(copy).isNotEqualTo(others.id());
        assertThat(views.find(copy)).hasValueSatisfying(view -> {
            assertThat(view.mine()).isTrue();
            assertThat(view.shared()).as("a member shares nothing").isFalse();
        });
        var deleted = views.delete(copy);
        views.save(draft("shared", false));
        assertThatThrownBy(() -> views.restore(deleted)).isInstanceOf(RefusedException.class);
    }

    @Test
    void nobodyIsAnsweredBeforeSigningIn() {
        SecurityContextHolder.clearContext();
        assertThatThrownBy(() -> views.list(LIST)).isInstanceOfAny(AccessDeniedException.class, AuthenticationCredentialsNotFoundException.class);
    }

    private List<String> names() {
        return views.list(LIST).stream().map(SavedView::name).toList();
    }

    private @Nullable String standard(Viewer user) {
        return fixtures.as(user, () -> views.standard(LIST)).map(SavedView::name).orElse(null);
    }

    private void refused(SavedViewDraft draft, Problem problem) {
        assertThatThrownBy(() -> views.save(draft)).asInstanceOf(InstanceOfAssertFactories.type(RefusedException.class))
                .extracting(RefusedException::problems).isEqualTo(List.of(problem));
    }

    private static SavedViewDraft draft(String name, boolean shared) {
        return new SavedViewDraft(null, LIST, name, "", List.of(), shared, 0);
    }

    private static SavedViewDraft queried(String query) {
        return new SavedViewDraft(null, LIST, Ids.text(Ids.next()), query, List.of(), false, 0);
    }

    private static SavedViewDraft renamed(SavedView view, String name) {
        return new SavedViewDraft(view.id(), view.list(), name, view.query(), view.columns(), view.shared(), view.version());
    }
}
