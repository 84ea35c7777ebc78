package app.mainstay.security;

import static org.assertj.core.api.Assertions.assertThatCode;

import app.mainstay.ApplicationTest;
import app.mainstay.Fixtures;
import app.mainstay.shared.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@ApplicationTest
class PasswordRulesTest {

    private static final PasswordRules.Owner OWNER = new PasswordRules.Owner("zhang.wei", "张伟", "w.zhang@hengtong.example");

    @Autowired
    PasswordRules rules;
    @Autowired
    Fixtures fixtures;

    @BeforeEach
    void company() {
        fixtures.unit("远航科技", null);
    }

    @ParameterizedTest
    @CsvSource({"short77,problem.passwordShort", "password,problem.passwordCommon", "PassWord,problem.passwordCommon", "ｐａｓｓｗｏｒｄ,problem.passwordCommon",
            "woaini1314,problem.passwordCommon", "qwertyuiop,problem.passwordCommon", "aaaaaaaaaaaa,problem.passwordCommon", "abcdefghijkl,problem.passwordCommon",
            "98765432,problem.passwordCommon", "Mainstay2026!,problem.passwordContext", "zhang.wei2026,problem.passwordContext", "ZhangWei@1998,problem.passwordContext",
            "张伟20261125,problem.passwordContext", "远航科技2026年,problem.passwordContext", "yuanhangkeji88,problem.passwordContext", "hengtong-1234,problem.passwordContext"})
    void refused(String password, String key) {
        Object[] args = key.equals("problem.passwordShort") ? new Object[]{8} : new Object[0];
        UserServiceTest.refused(() -> rules.check(OWNER, password), Problem.of("next", key, args));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lamp over river", "春眠不觉晓处处闻啼鸟", "k7v9q2x4", "Zhang Wei likes long walks", "🦊🦉🐢🦀🐙🦋🐝🦔"})
    void allowed(String password) {
        assertThatCode(() -> rules.check(OWNER, password)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 128})
    void longOnesAreAllowed(int length) {
        assertThatCode(() -> rules.check(OWNER, "x1".repeat(length / 2))).doesNotThrowAnyException();
    }
}
