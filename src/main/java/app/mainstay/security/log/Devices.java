package app.mainstay.security.log;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Browsers and systems by name, as far as a browser tells the truth. The order matters: nearly all of them claim to be Safari, and many to
 * be Chrome. Good enough to recognise an own device by; nothing is decided from it.
 */
public final class Devices {

    private static final Map<String, String> BROWSERS = new LinkedHashMap<>();
    private static final Map<String, String> SYSTEMS = new LinkedHashMap<>();

    static {
        BROWSERS.put("MicroMessenger/", "WeChat");
        BROWSERS.put("DingTalk", "DingTalk");
        BROWSERS.put("Lark/", "Lark");
        BROWSERS.put("QQBrowser/", "QQ Browser");
        BROWSERS.put("HuaweiBrowser/", "Huawei Browser");
        BROWSERS.put("Edg", "Edge");
        BROWSERS.put("OPR/", "Opera");
        BROWSERS.put("Firefox/", "Firefox");
        BROWSERS.put("FxiOS/", "Firefox");
        BROWSERS.put("CriOS/", "Chrome");
        BROWSERS.put("Chrome/", "Chrome");
        BROWSERS.put("Safari/", "Safari");
        SYSTEMS.put("HarmonyOS", "HarmonyOS");
        SYSTEMS.put("OpenHarmony", "HarmonyOS");
        SYSTEMS.put("Windows", "Windows");
        SYSTEMS.put("iPhone", "iPhone");
        SYSTEMS.put("iPad", "iPad");
        SYSTEMS.put("Android", "Android");
        SYSTEMS.put("Mac OS X", "macOS");
        SYSTEMS.put("CrOS", "ChromeOS");
        SYSTEMS.put("Linux", "Linux");
    }

    private Devices() {
    }

    /** "Chrome · Windows"; null where nothing is recognised. */
    public static @Nullable String name(@Nullable String userAgent) {
        String browser = find(BROWSERS, userAgent);
        String system = find(SYSTEMS, userAgent);
        return browser == null ? system : system == null ? browser : browser + " · " + system;
    }

    private static @Nullable String find(Map<String, String> names, @Nullable String userAgent) {
        return userAgent == null ? null : names.entrySet().stream().filter(name -> userAgent.contains(name.getKey())).findFirst()
                .map(Map.Entry::getValue).orElse(null);
    }
}
