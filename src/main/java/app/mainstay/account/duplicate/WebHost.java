package app.mainstay.account.duplicate;

import app.mainstay.shared.Names;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whose website it is: "https://shop.example.com.cn/de" belongs to "example.com.cn". */
final class WebHost {

    /** Below these everybody has a page. */
    private static final Set<String> PLATFORMS = Set.of("1688.com", "taobao.com", "tmall.com", "jd.com", "qq.com", "weibo.com", "baidu.com", "alibaba.com",
            "made-in-china.com", "linkedin.com", "facebook.com", "wixsite.com", "wordpress.com", "github.io", "blogspot.com");
    private static final Set<String> SECOND_LEVELS = Set.of("com", "net", "org", "gov", "edu", "co", "ac", "or", "ne", "gob", "com.cn");

    private WebHost() {
    }

    /** Null where there is none. */
    static @Nullable String of(@Nullable String website) {
        if (website == null) {
            return null;
        }
        String host = Names.key(website).replaceFirst("^[a-z]+://", "").replaceFirst("[/?#:].*$", "").replaceFirst("^www\\d?\\.", "").replaceFirst("\\.$", "");
        String[] labels = host.split("\\.");
        if (labels.length < 2 || host.contains(" ")) {
            return null;
        }
        int last = labels.length - 1;
        int kept = labels.length > 2 && labels[last].length() == 2 && SECOND_LEVELS.contains(labels[last - 1]) ? 3 : 2;
        String domain = String.join(".", java.util.Arrays.copyOfRange(labels, labels.length - kept, labels.length));
        if (PLATFORMS.contains(domain)) {
            return domain.equals(host) ? null : host;
        }
        return domain;
    }
}
