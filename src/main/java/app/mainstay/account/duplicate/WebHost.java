package app.mainstay.account.duplicate;

import app.mainstay.shared.Names;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whose website it is: "https://www.example.com/de" and "shop.example.com" are one house, "one.example.com" and "two.example.com" may be two. */
final class WebHost {

    /** Where everybody has a page. */
    private static final Set<String> PLATFORMS = Set.of("1688.com", "taobao.com", "tmall.com", "jd.com", "qq.com", "weibo.com", "baidu.com", "alibaba.com",
            "made-in-china.com", "linkedin.com", "facebook.com");

    private static final Pattern PROTOCOL = Pattern.compile("^[a-z]+://");
    private static final Pattern PATH = Pattern.compile("[/?#:].*$");
    private static final Pattern DOT = Pattern.compile("\\.$");
    /** A house has several doors, but what is left must still be a host. */
    private static final Pattern DOOR = Pattern.compile("^(www\\d?|m|mobile|shop|en|cn|zh|global|home|web)\\.(?=[^.]+\\.[^.])");

    private WebHost() {
    }

    /** Null where there is none. */
    static @Nullable String of(@Nullable String website) {
        if (website == null) {
            return null;
        }
        String host = without(DOT, without(PATH, without(PROTOCOL, Names.key(website))));
        String house = without(DOOR, host);
        return !house.contains(".") || house.contains(" ") || house.startsWith(".") || PLATFORMS.contains(house) ? null : house;
    }

    private static String without(Pattern part, String text) {
        return part.matcher(text).replaceFirst("");
    }
}
