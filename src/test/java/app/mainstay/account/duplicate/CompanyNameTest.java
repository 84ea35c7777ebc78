package app.mainstay.account.duplicate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompanyNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"华为技术有限公司", "华为技术股份有限公司", "华为技术有限责任公司", "华为技术集团有限公司", "华为技术（集团）有限公司", "华为技术集团", " 华为 技术　有限公司 ",
            "华为技术", "上海华为技术有限公司", "上海市华为技术有限公司", "广东省深圳市华为技术有限公司", "华为技术（上海）有限公司", "华为技术(上海市)有限公司", "华为技术（中国）有限公司",
            "【华为】技术有限公司", "华为技术 Co., Ltd.", "（中国）华为技术集团股份有限公司"})
    void oneCompanyHowEverItIsWritten(String name) {
        assertThat(CompanyName.of(name).core()).isEqualTo("华为技术");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Acme Industries", "ACME Industries Ltd", "Acme Industries Co., Ltd.", "ａｃｍｅ ｉｎｄｕｓｔｒｉｅｓ", "The Acme-Industries Inc.", "Acme Industries GmbH & Co. KG",
            "Acme Industries S.p.A.", "Acme Industries S.A. de C.V.", "Acme Industries Sp. z o.o.", "Acme Industries (China) Ltd.", "Acme Industries China Co Ltd",
            "Acme Industries (Pty) Ltd", "Acme Industries K.K.", "Acme Industries Holdings, LLC", "Shanghai Acme Industries Limited"})
    void oneCompanyAbroad(String name) {
        assertThat(CompanyName.of(name).core()).isEqualTo("acmeindustries");
    }

    /** What is left must still be a name, and never nothing. */
    @ParameterizedTest
    @CsvSource({"上海银行股份有限公司,上海银行", "中山大学,中山大学", "上海电气集团股份有限公司,上海电气", "公司,公司", "有限公司,有限", "集团,集团", "上海,上海", "Limited,limited", "Group,group",
            "Co.,co", "Bread and Butter,breadandbutter", "3M中国有限公司,3m中国", "中国移动通信集团有限公司,中国移动通信", "&&&,''"})
    void aNameIsLeft(String name, String core) {
        assertThat(CompanyName.of(name).core()).isEqualTo(core);
    }

    @ParameterizedTest
    @CsvSource(value = {"上海华为技术有限公司;上海", "上海市华为技术有限公司;上海", "华为技术（深圳）有限公司;深圳", "华为技术（中国）有限公司;", "华为技术有限公司;", "Acme (Shanghai) Ltd;shanghai"}, delimiter = ';')
    void thePlaceIsKnown(String name, String place) {
        assertThat(CompanyName.of(name).place()).isEqualTo(place);
    }

    @Test
    void namesTypedByPinyinSoundTheSame() {
        assertThat(CompanyName.of("上海鑫源机械有限公司").sound()).isEqualTo(CompanyName.of("新源机械公司").sound()).isEqualTo("xinyuanjixie");
        assertThat(CompanyName.of("Acme").sound()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(value = {"https://www.example.com/zh?a=b;example.com", "EXAMPLE.com;example.com", "shop.example.com.cn/x;example.com.cn", "www.example.co.uk:8080;example.co.uk",
            "ｗｗｗ．example．com;example.com", "a.example.de.;a.example.de", "m.example.com;example.com", "shop123.1688.com;shop123.1688.com", "www.1688.com;", "localhost;", "http://;"}, delimiter = ';')
    void theHostIsWhatIsTheirs(String website, String host) {
        assertThat(WebHost.of(website)).isEqualTo(host);
    }

    @ParameterizedTest
    @CsvSource(value = {"+86 138-0013-8000;13800138000", "0086 13800138000;13800138000", "１３８００１３８０００;13800138000", "021-5888 1234;2158881234", "(021) 58881234 转 801;2158881234",
            "+49 40 123456-0;49401234560", "400-820-8820;", "110;", "ext. 12;"}, delimiter = ';')
    void aNumberIsItsDigits(String phone, String key) {
        assertThat(PhoneKey.of(phone)).isEqualTo(key);
    }
}
