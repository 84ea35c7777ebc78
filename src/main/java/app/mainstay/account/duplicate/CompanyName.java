package app.mainstay.account.duplicate;

import app.mainstay.shared.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A company's name taken apart as people do who ask whether two are one: without legal form, brackets and the place in front, with width, case
 * and punctuation made equal. "上海华为技术有限公司", "华为技术（上海）股份有限公司" and "华为技术 Co., Ltd." have the same core.
 *
 * @param core  never empty for a name with a letter or digit; without spaces
 * @param place where it says it is; null when it says nothing
 */
record CompanyName(String core, @Nullable String place) {

    private static final List<String> CHINESE_FORMS = longestFirst("股份有限公司", "有限责任公司", "有限公司", "股份公司", "总公司", "公司", "集团", "股份");
    private static final Set<String> LATIN_FORMS = Set.of("ltd", "limited", "inc", "incorporated", "corp", "corporation", "co", "company", "gmbh", "mbh",
            "ag", "llc", "llp", "lp", "plc", "pte", "pty", "pvt", "sa", "sas", "sarl", "srl", "spa", "bv", "nv", "kg", "kgaa", "ohg", "ev", "ab", "oy", "oyj",
            "asa", "aps", "kk", "sdn", "bhd", "tbk", "fze", "fzco", "ltda", "sl", "se", "group", "holding", "holdings", "und", "and",
            "sp", "z", "oo", "de", "cv");
    /** These end a name only as part of a longer form. */
    private static final Set<String> LATIN_LINKS = Set.of("und", "and", "sp", "z", "de");
    private static final List<String> PLACES = longestFirst("北京", "天津", "上海", "重庆", "河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽", "福建",
            "江西", "山东", "河南", "湖北", "湖南", "广东", "海南", "四川", "贵州", "云南", "陕西", "甘肃", "青海", "台湾", "内蒙古", "广西", "西藏", "宁夏", "新疆",
            "香港", "澳门", "石家庄", "唐山", "秦皇岛", "邯郸", "保定", "太原", "大同", "呼和浩特", "包头", "沈阳", "大连", "鞍山", "长春", "哈尔滨", "大庆", "南京", "无锡",
            "徐州", "常州", "苏州", "南通", "连云港", "淮安", "盐城", "扬州", "镇江", "泰州", "昆山", "杭州", "宁波", "温州", "嘉兴", "湖州", "绍兴", "金华", "义乌", "台州",
            "合肥", "芜湖", "蚌埠", "马鞍山", "福州", "厦门", "泉州", "漳州", "南昌", "九江", "赣州", "济南", "青岛", "淄博", "烟台", "潍坊", "济宁", "威海", "临沂", "郑州",
            "洛阳", "新乡", "武汉", "宜昌", "襄阳", "长沙", "株洲", "湘潭", "岳阳", "广州", "深圳", "珠海", "汕头", "佛山", "江门", "湛江", "惠州", "东莞", "中山", "南宁",
            "柳州", "桂林", "海口", "三亚", "成都", "绵阳", "德阳", "宜宾", "贵阳", "遵义", "昆明", "拉萨", "西安", "宝鸡", "咸阳", "兰州", "西宁", "银川", "乌鲁木齐");
    private static final List<String> PLACE_ENDS = List.of("特别行政区", "自治区", "省", "市");
    private static final Set<String> LATIN_PLACES = Set.of("china", "shanghai", "beijing", "shenzhen", "guangzhou", "tianjin", "chongqing", "suzhou", "hangzhou",
            "hongkong", "taiwan", "singapore", "japan", "germany", "deutschland", "usa", "uk", "europe", "asia", "apac", "international");
    /** What is left of a name without its place must still be a name: "上海银行" is not "银行". */
    private static final Set<String> NO_NAMES = Set.of("银行", "电气", "电力", "电网", "汽车", "石化", "石油", "化工", "建工", "建设", "地铁", "机场", "大学", "医院", "钢铁",
            "航空", "证券", "保险", "烟草", "自来水", "燃气", "水务", "地产", "铁路", "港口", "物流", "医药", "制药", "机床", "电子", "科技", "贸易", "投资", "发展", "城投",
            "农商银行", "农村商业银行", "国际", "实业", "国际机场", "国际贸易");
    private static final Pattern BRACKETS = Pattern.compile("[(\\[{【〔〈《「]([^)\\]}】〕〉》」]*)[)\\]}】〕〉》」]");
    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern DOTTED = Pattern.compile("(?<=\\b\\p{L})\\.(?=\\p{L}\\b|\\s|$|,|\\))");

    static CompanyName of(String name) {
        String[] place = {null};
        String text = BRACKETS.matcher(Names.key(name).replace("hong kong", "hongkong")).replaceAll(found -> {
            String inside = found.group(1).strip();
            String where = placeOf(inside);
            if (where == null) {
                return java.util.regex.Matcher.quoteReplacement(" " + inside + " ");
            }
            place[0] = where.isEmpty() ? place[0] : where;
            return " ";
        });
        List<String> words = new ArrayList<>(Arrays.stream(NO_LETTERS.split(DOTTED.matcher(text).replaceAll(""))).filter(word -> !word.isEmpty()).toList());
        String plain = String.join("", words);
        withoutLatinForm(words);
        for (int end : new int[] {0, -1}) {
            if (words.size() > 1) {
                int at = end == 0 ? 0 : words.size() - 1;
                if (LATIN_PLACES.contains(words.get(at))) {
                    place[0] = place[0] == null ? words.get(at) : place[0];
                    words.remove(at);
                }
            }
        }
        withoutLatinForm(words);
        String core = withoutChineseForm(String.join("", words));
        String rest = core;
        for (String front = front(rest); front != null; front = front(rest)) {
            String shorter = rest.substring(front.length());
            if (shorter.codePointCount(0, shorter.length()) < 2 || NO_NAMES.contains(shorter)) {
                break;
            }
            place[0] = bare(front);
            rest = shorter;
        }
        return new CompanyName(rest.isEmpty() ? plain : rest, place[0]);
    }

    /** Null: no place; "": a country, which distinguishes nothing. */
    private static @Nullable String placeOf(String text) {
        if (text.equals("中国") || text.equals("china") || text.equals("prc")) {
            return "";
        }
        String bare = bare(text);
        return PLACES.contains(bare) || LATIN_PLACES.contains(bare.replace(" ", "")) ? bare : null;
    }

    private static String bare(String place) {
        for (String end : PLACE_ENDS) {
            if (place.length() > end.length() + 1 && place.endsWith(end)) {
                return place.substring(0, place.length() - end.length());
            }
        }
        return place;
    }

    private static @Nullable String front(String text) {
        for (String place : PLACES) {
            if (text.startsWith(place)) {
                return PLACE_ENDS.stream().map(end -> place + end).filter(text::startsWith).findFirst().orElse(place);
            }
        }
        return null;
    }

    private static void withoutLatinForm(List<String> words) {
        int end = words.size();
        while (end > 1 && LATIN_FORMS.contains(words.get(end - 1))) {
            end--;
        }
        // "Bread and Butter" ends with no form: what links is dropped only with a form behind it.
        if (words.subList(end, words.size()).stream().anyMatch(word -> !LATIN_LINKS.contains(word))) {
            words.subList(end, words.size()).clear();
        }
        if (words.size() > 1 && words.getFirst().equals("the")) {
            words.removeFirst();
        }
    }

    private static String withoutChineseForm(String text) {
        String rest = text;
        boolean shorter = true;
        while (shorter) {
            shorter = false;
            for (String form : CHINESE_FORMS) {
                if (rest.endsWith(form) && rest.length() > form.length() + 1) {
                    rest = rest.substring(0, rest.length() - form.length());
                    shorter = true;
                    break;
                }
            }
        }
        return rest;
    }

    boolean isChinese() {
        return core.codePoints().anyMatch(point -> point >= 0x3400);
    }

    /** As it is pronounced; "" for what is written in letters anyway. */
    String sound() {
        return isChinese() ? Names.sortKey(core, 200).replace(" ", "") : "";
    }

    String start() {
        int length = isChinese() ? 3 : 6;
        return core.codePointCount(0, core.length()) <= length ? core : core.substring(0, core.offsetByCodePoints(0, length));
    }

    private static List<String> longestFirst(String... texts) {
        return Arrays.stream(texts).sorted(Comparator.comparing(String::length).reversed()).toList();
    }
}
