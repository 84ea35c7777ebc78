package app.mainstay.demo;

import app.mainstay.shared.Names;
import java.util.List;
import java.util.Locale;

/**
 * Invented companies: place + brand + trade + legal form. A family shares its brand; brand, use of the brand and slot within the family
 * give every name once, so that a million need no register of those already taken.
 */
final class CompanyNames {

    /** The largest family. */
    static final int SLOTS = 6;

    /**
     * @param region code of the region list
     * @param code   administrative division within credit codes; "" where there are none
     * @param unit   index of the unit that looks after it
     */
    record Place(String name, String region, String code, int unit, String legalForm, String currency) {
    }

    record Trade(String sector, String chinese, String english) {
    }

    /** @param domain label of a host name */
    record Company(String name, String shortName, Place place, Trade trade, String domain) {
    }

    private static final List<Place> CHINA = List.of(
            china("上海", "CN-E", "310000", 0), china("苏州", "CN-E", "320500", 0), china("深圳", "CN-S", "440300", 2),
            china("北京", "CN-N", "110000", 1), china("杭州", "CN-E", "330100", 0), china("广州", "CN-S", "440100", 2),
            china("成都", "CN-SW", "510100", 1), china("武汉", "CN-C", "420100", 0), china("南京", "CN-E", "320100", 0),
            china("西安", "CN-NW", "610100", 1), china("无锡", "CN-E", "320200", 0), china("东莞", "CN-S", "441900", 2),
            china("天津", "CN-N", "120000", 1), china("宁波", "CN-E", "330200", 0), china("青岛", "CN-E", "370200", 0),
            china("重庆", "CN-SW", "500000", 1), china("长沙", "CN-C", "430100", 0), china("佛山", "CN-S", "440600", 2),
            china("沈阳", "CN-NE", "210100", 1), china("常州", "CN-E", "320400", 0), china("合肥", "CN-E", "340100", 0),
            china("郑州", "CN-C", "410100", 0), china("大连", "CN-NE", "210200", 1), china("厦门", "CN-E", "350200", 0),
            china("珠海", "CN-S", "440400", 2), china("石家庄", "CN-N", "130100", 1), china("南通", "CN-E", "320600", 0),
            china("昆明", "CN-SW", "530100", 1), china("济南", "CN-E", "370100", 0), china("惠州", "CN-S", "441300", 2),
            china("长春", "CN-NE", "220100", 1), china("嘉兴", "CN-E", "330400", 0), china("福州", "CN-E", "350100", 0),
            china("南宁", "CN-S", "450100", 2), china("太原", "CN-N", "140100", 1), china("绍兴", "CN-E", "330600", 0),
            china("株洲", "CN-C", "430200", 0), china("贵阳", "CN-SW", "520100", 1), china("烟台", "CN-E", "370600", 0),
            china("唐山", "CN-N", "130200", 1), china("芜湖", "CN-E", "340200", 0), china("兰州", "CN-NW", "620100", 1),
            china("洛阳", "CN-C", "410300", 0), china("泉州", "CN-E", "350500", 0), china("哈尔滨", "CN-NE", "230100", 1),
            china("柳州", "CN-S", "450200", 2), china("宜昌", "CN-C", "420500", 0), china("绵阳", "CN-SW", "510700", 1),
            china("南昌", "CN-E", "360100", 0), china("保定", "CN-N", "130600", 1), china("海口", "CN-S", "460100", 2),
            china("宝鸡", "CN-NW", "610300", 1), new Place("香港", "HK", "", 2, "有限公司", "USD"));

    private static final List<Place> ABROAD = List.of(
            abroad("Singapore", "SG", "Pte. Ltd.", "USD"), abroad("Hamburg", "DE", "GmbH", "EUR"), abroad("Tokyo", "JP", "K.K.", "USD"),
            abroad("Rotterdam", "NL", "B.V.", "EUR"), abroad("Chicago", "US", "Inc.", "USD"), abroad("Bangkok", "TH", "Co., Ltd.", "USD"),
            abroad("Manchester", "GB", "Ltd", "USD"), abroad("Dubai", "AE", "FZE", "USD"), abroad("Lyon", "FR", "SAS", "EUR"),
            abroad("Penang", "MY", "Sdn. Bhd.", "USD"), abroad("Busan", "KR", "Co., Ltd.", "USD"), abroad("Stuttgart", "DE", "AG", "EUR"),
            abroad("Melbourne", "AU", "Pty Ltd", "USD"), abroad("Monterrey", "MX", "S.A. de C.V.", "USD"),
            abroad("Milan", "IT", "S.p.A.", "EUR"), abroad("Hanoi", "VN", "Co., Ltd.", "USD"), abroad("Houston", "US", "LLC", "USD"),
            abroad("Pune", "IN", "Pvt. Ltd.", "USD"), abroad("Antwerp", "BE", "NV", "EUR"), abroad("Jakarta", "ID", "Tbk", "USD"),
            abroad("Toronto", "CA", "Inc.", "USD"), abroad("Barcelona", "ES", "S.A.", "EUR"), abroad("Zürich", "CH", "AG", "EUR"),
            abroad("Riyadh", "SA", "Ltd.", "USD"), abroad("Gothenburg", "SE", "AB", "EUR"), abroad("São Paulo", "BR", "Ltda.", "USD"),
            abroad("Gdańsk", "PL", "Sp. z o.o.", "EUR"), abroad("Durban", "ZA", "(Pty) Ltd", "USD"));

    private static final List<Trade> TRADES = List.of(
            new Trade("manufacturing", "精密机械", "Precision"), new Trade("manufacturing", "自动化设备", "Automation"),
            new Trade("manufacturing", "数控机床", "Machine Tools"), new Trade("electronics", "半导体材料", "Semiconductor Materials"),
            new Trade("electronics", "微电子", "Microelectronics"), new Trade("electronics", "电子元件", "Components"),
            new Trade("automotive", "汽车零部件", "Automotive"), new Trade("automotive", "汽车电子", "Vehicle Electronics"),
            new Trade("energy", "储能技术", "Energy Storage"), new Trade("energy", "光伏科技", "Solar"), new Trade("energy", "电力设备", "Power Systems"),
            new Trade("medical", "医疗器械", "Medical"), new Trade("pharmaceuticals", "生物医药", "Biopharma"),
            new Trade("pharmaceuticals", "制药", "Pharma"), new Trade("chemicals", "化工新材料", "Polymers"),
            new Trade("chemicals", "精细化工", "Fine Chemicals"), new Trade("software", "软件", "Software"),
            new Trade("software", "数据服务", "Data Services"), new Trade("technology", "智能科技", "Robotics"),
            new Trade("technology", "光电技术", "Photonics"), new Trade("telecommunications", "通信技术", "Communications"),
            new Trade("logistics", "供应链管理", "Supply Chain"), new Trade("logistics", "国际物流", "Logistics"),
            new Trade("logistics", "冷链物流", "Cold Chain"), new Trade("retail", "商业连锁", "Retail"), new Trade("consumer", "食品", "Foods"),
            new Trade("consumer", "乳业", "Dairy"), new Trade("consumer", "日化用品", "Home Care"), new Trade("consumer", "家居用品", "Living"),
            new Trade("construction", "建设工程", "Construction"), new Trade("construction", "建筑装饰", "Interiors"),
            new Trade("finance", "融资租赁", "Leasing"), new Trade("finance", "商业保理", "Trade Finance"),
            new Trade("services", "检测认证", "Testing"), new Trade("services", "企业服务", "Business Services"),
            new Trade("marketing", "广告传媒", "Media"), new Trade("employment", "人力资源服务", "Staffing"),
            new Trade("entertainment", "文化传播", "Studios"), new Trade("education", "教育科技", "Learning"),
            new Trade("agriculture", "农业科技", "Agri"), new Trade("agriculture", "种业", "Seeds"));

    private static final String FIRST = "澜霁砚穹岫暄湛珩翊芮骁朔泓淳煜珺峤沅璟曜栩翎昀筠砺沄骐筱璞衍蔚棣铠屹煦桓隽臻铎澈霖炜韬勉峣序杉棠苒";
    private static final String SECOND = "衡屿策川桥弦锦原舟峰泽野石林廷达拓源图跃泰航信森腾业合正盛宇安和科诚博瑞德嘉隆丰创汇维联通远程辰星凌升";
    private static final String[] LATIN_FIRST = {"Nor", "Vel", "Kar", "Tre", "Bal", "Cor", "Dun", "Fel", "Gal", "Hel", "Ist", "Jor", "Kel", "Lor",
            "Mar", "Nev", "Ost", "Pel", "Quor", "Rin", "Sel", "Tal", "Ul", "Ver", "Wen", "Yar", "Zel", "Alb", "Bren", "Cas", "Dor", "Eld", "Fro",
            "Gry", "Hav", "Ing"};
    private static final String[] LATIN_SECOND = {"vane", "dane", "stead", "mora", "tora", "linde", "brook", "haven", "rith", "sund", "tren",
            "wald", "quist", "dale", "ric", "meer", "gard", "stow", "bury", "lake", "thorn", "wyn", "crest", "mere"};
    /** A prime that divides none of the numbers of brands, so that neighbours differ and every brand has its turn. */
    private static final long STRIDE = 7_919;

    private CompanyNames() {
    }

    private static Place china(String name, String region, String code, int unit) {
        return new Place(name, region, code, unit, "有限公司", "CNY");
    }

    private static Place abroad(String name, String region, String legalForm, String currency) {
        return new Place(name, region, "", 2, legalForm, currency);
    }

    /** How many Chinese families there can be before a name would repeat. */
    static long limit() {
        return (long) FIRST.length() * SECOND.length() * (TRADES.size() * CHINA.size() / SLOTS);
    }

    static long limitAbroad() {
        return (long) LATIN_FIRST.length * LATIN_SECOND.length * (TRADES.size() * ABROAD.size() / SLOTS);
    }

    /**
     * @param family number among the Chinese families
     * @param slot   0: the only company or the head of the group; 1 to 5: its subsidiaries
     * @param group  whether there are subsidiaries
     */
    static Company chinese(long family, int slot, boolean group) {
        int brands = FIRST.length() * SECOND.length();
        int brandNumber = (int) (family * STRIDE % brands);
        String brand = "" + FIRST.charAt(brandNumber % FIRST.length()) + SECOND.charAt(brandNumber / FIRST.length());
        long use = family / brands * SLOTS + slot;
        var trade = TRADES.get(trade(brandNumber, use));
        var place = CHINA.get(place(brandNumber, use, CHINA.size()));
        String domain = Names.sortKey(brand, 40).replace(" ", "") + (use < SLOTS ? "" : "-" + family);
        if (group && slot == 0) {
            // Without the trade only once per place: see the class comment.
            return use < SLOTS ? new Company(place.name() + brand + "集团股份有限公司", brand + "集团", place, trade, domain)
                    : new Company(place.name() + brand + trade.chinese() + "集团有限公司", brand + "集团", place, trade, domain);
        }
        String name = slot % 2 == 1 ? brand + "（" + place.name() + "）" + trade.chinese() + place.legalForm()
                : place.name() + brand + trade.chinese() + (brandNumber % 4 == 0 && !place.code().isEmpty() ? "股份" : "") + place.legalForm();
        return new Company(name, slot == 0 ? brand + trade.chinese().substring(0, 2) : place.name() + brand, place, trade, domain);
    }

    /** As {@link #chinese}, for a family from abroad. */
    static Company foreign(long family, int slot, boolean group) {
        int brands = LATIN_FIRST.length * LATIN_SECOND.length;
        int brandNumber = (int) (family * STRIDE % brands);
        String brand = LATIN_FIRST[brandNumber % LATIN_FIRST.length] + LATIN_SECOND[brandNumber / LATIN_FIRST.length];
        long use = family / brands * SLOTS + slot;
        var trade = TRADES.get(trade(brandNumber, use));
        var place = ABROAD.get(place(brandNumber, use, ABROAD.size()));
        String domain = brand.toLowerCase(Locale.ROOT) + (use < SLOTS ? "" : "-" + family);
        String name = brand + " " + trade.english() + (group && slot == 0 ? " Group" : "") + (use == 0 ? " " : " " + place.name() + " ") + place.legalForm();
        return new Company(name, slot == 0 ? brand : brand + " " + place.name(), place, trade, domain);
    }

    /** Use after use the trades in turn, and once all were used with the next place: trade and place together never repeat. */
    private static int trade(int brand, long use) {
        return (int) ((brand * 17L + use) % TRADES.size());
    }

    private static int place(int brand, long use, int places) {
        int trade = trade(brand, use);
        return (int) ((brand * 31L + trade * 13L + use / TRADES.size()) % places);
    }
}
