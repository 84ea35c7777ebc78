package app.mainstay.settings;

import app.mainstay.shared.Names;
import java.util.Map;

/** The statutory holidays of China in both languages; sources name them in Chinese. */
final class HolidayNames {

    private static final Map<String, String> ENGLISH = Map.ofEntries(Map.entry("元旦", "New Year’s Day"), Map.entry("春节", "Spring Festival"),
            Map.entry("清明节", "Qingming Festival"), Map.entry("劳动节", "Labour Day"), Map.entry("端午节", "Dragon Boat Festival"),
            Map.entry("中秋节", "Mid-Autumn Festival"), Map.entry("国庆节", "National Day"),
            Map.entry("国庆节、中秋节", "National Day and Mid-Autumn Festival"), Map.entry("抗战胜利日", "Victory Day"));
    /** As others write them. */
    private static final Map<String, String> USUAL = Map.of("元旦节", "元旦", "清明", "清明节", "端午", "端午节", "中秋", "中秋节", "国庆", "国庆节",
            "五一", "劳动节", "国庆中秋", "国庆节、中秋节");

    private HolidayNames() {
    }

    static String chinese(String name) {
        String clean = Names.clean(name);
        return USUAL.getOrDefault(clean, clean);
    }

    /** The name itself where it is none of the statutory ones. */
    static String english(String name) {
        String chinese = chinese(name);
        return ENGLISH.getOrDefault(chinese, chinese);
    }
}
