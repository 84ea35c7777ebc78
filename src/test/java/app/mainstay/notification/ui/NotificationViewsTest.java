package app.mainstay.notification.ui;

import static com.github.mvysny.kaributesting.v10.GridKt._findAll;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static com.github.mvysny.kaributesting.v10.NotificationsKt.expectNotifications;
import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.Fixtures;
import app.mainstay.ViewTest;
import app.mainstay.base.ui.Translations;
import app.mainstay.mail.MailServer;
import app.mainstay.notification.NotificationRow;
import app.mainstay.notification.Notifications;
import app.mainstay.security.signin.RememberMe;
import app.mainstay.shared.Ids;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.popover.Popover;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class NotificationViewsTest extends ViewTest {

    @Autowired
    Notifications notifications;
    @Autowired
    ApplicationEventPublisher events;
    @Autowired
    TransactionTemplate transaction;
    @Autowired
    JdbcClient jdbc;
    private Fixtures.Company company;

    @BeforeEach
    void company() {
        company = fixtures.company();
    }

    private void tell(int times) {
        for (int i = 0; i < times; i++) {
            long id = Ids.next();
            transaction.executeWithoutResult(status -> events.publishEvent(new RememberMe.Theft(id, company.member().id())));
        }
    }

    @SuppressWarnings("unchecked")
    private static List<NotificationRow> rows() {
        return _findAll((Grid<NotificationRow>) _get(Grid.class));
    }

    private static Button bell() {
        return _get(_get(Bell.class), Button.class);
    }

    private static Popover panel() {
        return _get(_get(Bell.class), Popover.class);
    }

    @Test
    void theBellCountsWhatIsUnreadAndListsTheNewest() {
        tell(21);
        openAs(company.member(), "accounts");
        assertThat(bell().getElement().getAttribute("aria-label")).isEqualTo("Notifications, 21 unread");
        panel().setOpened(true);
        assertThat(_find(ListItem.class, spec -> spec.withClasses("bell-entry"))).hasSize(20)
                .allMatch(item -> item.getElement().getTextRecursively().contains("a second time"));

        _click(_get(Button.class, spec -> spec.withText("Mark all as read")));
        assertThat(bell().getElement().getAttribute("aria-label")).isEqualTo("Notifications");
        assertThat(_find(ListItem.class, spec -> spec.withClasses("unread"))).isEmpty();
    }

    @Test
    void theBellMovesByItself() {
        openAs(company.member(), "accounts");
        assertThat(bell().getElement().getAttribute("aria-label")).isEqualTo("Notifications");
        tell(1);
        // It arrives by push, hence from another thread.
        for (int i = 0; i < 1_000 && bell().getElement().getAttribute("aria-label").equals("Notifications"); i++) {
            LockSupport.parkNanos(10_000_000);
            MockVaadin.clientRoundtrip(true);
        }
        assertThat(bell().getElement().getAttribute("aria-label")).isEqualTo("Notifications, 1 unread");
    }

    @Test
    void moreThanNinetyNineIsEnough() {
        tell(101);
        openAs(company.member(), "accounts");
        assertThat(bell().getElement().getAttribute("aria-label")).isEqualTo("Notifications, 99+ unread");
    }

    @Test
    void nothingIsToldToOthersAndTheEmptyBellSaysWhatItIsFor() {
        tell(1);
        openAs(company.colleague(), "accounts");
        assertThat(bell().getElement().getAttribute("aria-label")).isEqualTo("Notifications");
        panel().setOpened(true);
        assertThat(panel().getElement().getTextRecursively()).contains("Nothing yet.");
        navigate("notifications");
        assertThat(rows()).isEmpty();
    }

    @Test
    void anEntryIsReadByOpeningItAndLeadsToWhatItTellsOf() {
        tell(2);
        long id = fixtures.as(company.member(), () -> jdbc.sql("select max(id) from notification_entry").query(Long.class).single());
        openAs(company.member(), Notifications.address(id));
        assertThat(view().getClass().getSimpleName()).isEqualTo("MySecurityView");
        navigate("notifications?unread");
        assertThat(rows()).singleElement().extracting(NotificationRow::id).isNotEqualTo(id);
        // Another's does not exist.
        openAs(company.colleague(), Notifications.address(id));
        assertThat(view().getElement().getTextRecursively()).contains("Nothing here");
    }

    @Test
    void allAreListedAndMarkedAsRead() {
        tell(2);
        openAs(company.member(), "notifications");
        assertThat(rows()).hasSize(2).noneMatch(NotificationRow::read);
        _click(_get(Button.class, spec -> spec.withText("Mark all as read")));
        assertThat(rows()).hasSize(2).allMatch(NotificationRow::read);
    }

    @Test
    void withoutMailNoneAreOffered() {
        openAs(company.member(), "notifications");
        assertThat(_find(Checkbox.class, spec -> spec.withLabel("Also by mail"))).isEmpty();
    }

    @Test
    void mailsAreOfferedWhereTheyCanBeSent() {
        try (var server = new MailServer().use(jdbc)) {
            openAs(company.member(), "notifications");
            var mail = _get(Checkbox.class, spec -> spec.withLabel("Also by mail"));
            assertThat(mail.getValue()).isFalse();
            _setValue(mail, true);
            expectNotifications("From now on you are told by mail, too.");
            fixtures.as(company.member(), () -> assertThat(notifications.byMail()).isTrue());
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void speaksChinese() {
        tell(1);
        openAs(company.member(), Translations.CHINESE, "notifications");
        assertThat(view().getElement().getTextRecursively()).contains("全部标为已读").doesNotContain("!{");
        assertThat(bell().getElement().getAttribute("aria-label")).isEqualTo("通知，1 条未读");
    }
}
