package app.mainstay.demo;

import app.mainstay.account.contact.Attitude;
import app.mainstay.account.contact.Consent;
import app.mainstay.account.contact.ContactDraft;
import app.mainstay.account.contact.ContactMassWriter;
import app.mainstay.account.contact.DecisionRole;
import app.mainstay.account.contact.Influence;
import app.mainstay.account.contact.PreferredChannel;
import app.mainstay.security.SystemWork;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.BeforeOpening;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Sql;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** People at the demonstration's accounts; of a company for measuring only the first accounts have some. */
@Component
@Profile("demo")
class DemoContacts extends BeforeOpening {

    private static final int ACCOUNTS = 5_000;

    private record Account(long id, @Nullable String tier, boolean chinese, @Nullable LocalDate lastContact, String host) {
    }

    /** @param above place of the boss in the list; -1: nobody */
    private record Post(String chinese, String english, String department, String departmentAbroad, DecisionRole role, Influence influence, int above) {
    }

    private static final List<Post> POSTS = List.of(
            new Post("总经理", "Managing Director", "总经办", "Management", DecisionRole.DECISION_MAKER, Influence.HIGH, -1),
            new Post("采购总监", "Head of Procurement", "采购部", "Procurement", DecisionRole.APPROVER, Influence.HIGH, 0),
            new Post("技术总监", "Technical Director", "技术部", "Engineering", DecisionRole.EVALUATOR, Influence.MEDIUM, 0),
            new Post("采购经理", "Buyer", "采购部", "Procurement", DecisionRole.GATEKEEPER, Influence.LOW, 1),
            new Post("生产主管", "Plant Manager", "生产部", "Production", DecisionRole.USER, Influence.MEDIUM, 0),
            new Post("高级工程师", "Senior Engineer", "技术部", "Engineering", DecisionRole.USER, Influence.LOW, 2),
            new Post("财务总监", "Finance Director", "财务部", "Finance", DecisionRole.APPROVER, Influence.MEDIUM, 0),
            new Post("信息化负责人", "Head of IT", "信息部", "IT", DecisionRole.EVALUATOR, Influence.LOW, 2));
    private static final String SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕";
    private static final List<String> GIVEN = List.of("建国", "志远", "晓东", "丽华", "海燕", "伟", "敏", "俊峰", "雪梅", "国强", "思敏", "永康", "雅琴", "振宇", "慧",
            "立新", "玉兰", "晨", "家豪", "静怡");
    private static final List<String> ABROAD = List.of("Anna Keller", "David Okafor", "Sophie Martin", "James Whitaker", "Marta Rossi", "Kenji Sato", "Laura Jensen",
            "Omar Haddad", "Priya Nair", "Lars Lindqvist", "Elena Petrova", "Carlos Mendes", "Hannah Wolf", "Minh Tran", "Olivia Brown", "Peter Novak");
    private static final List<String> LIKES = List.of("喜欢先看数据再谈方案", "偏好上午会面，下午多在车间", "看重交付准时，不喜欢临时改期", "对新技术感兴趣，可邀请参观实验室");

    private final DemoMarker marker;
    private final ContactMassWriter writer;
    private final SettingsService settings;
    private final JdbcClient jdbc;

    DemoContacts(DemoMarker marker, ContactMassWriter writer, SettingsService settings, JdbcClient jdbc) {
        super(WORK + 1);
        this.marker = marker;
        this.writer = writer;
        this.settings = settings;
        this.jdbc = jdbc;
    }

    @Override
    protected void run() {
        if (marker.state() != DemoMarker.State.COMPLETE || jdbc.sql("select 1 from account_contact limit 1").query(Integer.class).optional().isPresent()) {
            return;
        }
        var accounts = jdbc.sql("select id, tier, unit_id, name, website, last_contact_at from account order by id limit " + ACCOUNTS)
                .query((row, n) -> {
                    var contact = row.getObject("last_contact_at", LocalDateTime.class);
                    String website = row.getString("website");
                    return new Account(row.getLong("id"), row.getString("tier"), row.getString("name").codePoints().anyMatch(Character::isIdeographic),
                            contact == null ? null : LocalDate.ofInstant(Sql.instant(contact), settings.zone()),
                            website == null ? "example.com" : website.replaceFirst("https?://(www\\.)?", ""));
                }).list();
        List<ContactDraft> drafts = new ArrayList<>();
        var random = new SplittableRandom(AccountGenerator.SEED * 41);
        LocalDate today = settings.today();
        accounts.forEach(account -> people(account, random, today, drafts));
        SystemWork.run(() -> {
            writer.write(drafts, "demonstration");
            return drafts.size();
        });
    }

    private static void people(Account account, SplittableRandom random, LocalDate today, List<ContactDraft> drafts) {
        int size = account.tier() == null ? 1 + random.nextInt(2) : switch (account.tier()) {
            case "STRATEGIC" -> 6 + random.nextInt(3);
            case "CORE" -> 4 + random.nextInt(2);
            default -> 2 + random.nextInt(2);
        };
        List<Long> ids = new ArrayList<>();
        int first = random.nextInt(1_000);
        for (int i = 0; i < size; i++) {
            var post = POSTS.get(i);
            long id = Ids.next();
            ids.add(id);
            int number = first + i * 7;
            String name = account.chinese() ? SURNAMES.charAt(number % SURNAMES.length()) + GIVEN.get((number / 3 + i) % GIVEN.size())
                    : ABROAD.get((first + i) % ABROAD.size());
            LocalDate met = account.lastContact() == null || random.nextInt(100) < 25 ? null : account.lastContact().minusDays((long) i * random.nextInt(40));
            int draw = random.nextInt(100);
            var attitude = draw < 18 ? Attitude.CHAMPION : draw < 50 ? Attitude.SUPPORTER : draw < 82 ? Attitude.NEUTRAL : draw < 92 ? Attitude.OPPONENT : null;
            drafts.add(new ContactDraft(id, account.id(), name, account.chinese() ? post.chinese() : post.english(),
                    account.chinese() ? post.department() : post.departmentAbroad(), post.role(), attitude, post.influence(),
                    post.above() < 0 ? null : ids.get(post.above()), "contact" + (i + 1) + "@" + account.host(), null,
                    // Numbers that no provider gives out.
                    account.chinese() ? "+86 100 %04d %04d".formatted(random.nextInt(10_000), random.nextInt(10_000)) : null, null,
                    account.chinese() ? random.nextInt(100) < 60 ? PreferredChannel.WECHAT : PreferredChannel.CALL : PreferredChannel.EMAIL, null,
                    account.chinese() ? "中文" : "English", random.nextInt(100) < 40 ? LocalDate.of(1962 + random.nextInt(35), 1 + random.nextInt(12), 1 + random.nextInt(28)) : null,
                    random.nextInt(100) < 70 ? Consent.GIVEN : Consent.UNKNOWN, null, random.nextInt(100) < 2, met, null, null,
                    account.chinese() && random.nextInt(100) < 20 ? LIKES.get(random.nextInt(LIKES.size())) : null, 0));
        }
        if (size > 4 && random.nextInt(100) < 30) {
            var left = drafts.getLast();
            drafts.set(drafts.size() - 1, new ContactDraft(left.id(), left.accountId(), left.name(), left.title(), left.department(), left.decisionRole(),
                    left.attitude(), left.influence(), left.reportsToId(), left.email(), null, left.mobile(), null, left.channel(), null, left.language(),
                    left.birthday(), left.consent(), null, false, left.lastMetOn(), today.minusDays(10 + random.nextInt(200)), null, left.about(), 0));
        }
    }
}
