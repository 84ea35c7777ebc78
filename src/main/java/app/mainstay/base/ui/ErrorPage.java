package app.mainstay.base.ui;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorAttributes;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.servlet.View;
import org.springframework.web.util.HtmlUtils;

/**
 * What people read where a request failed before any screen was there, in the browser's language. Named as Spring Boot looks for it. It stands by
 * itself: whatever made the request fail may make a style sheet fail, too.
 */
@Component("error")
class ErrorPage implements View {

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="%s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>%s · %s</title>
            <style>
              :root { color-scheme: light dark; }
              body { font: 14px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans SC", sans-serif; max-width: 560px; margin: 0 auto; padding: 15vh 24px 24px; }
              h1 { font-size: 24px; margin: 0 0 12px; } p { margin: 0 0 24px; }
              a { display: inline-block; padding: 12px 16px; border-radius: 8px; text-decoration: none; color: #fff; background: #0f766e; }
              @media (prefers-color-scheme: dark) { a { color: #042f2e; background: #5eead4; } }
            </style></head>
            <body><h1>%s</h1><p>%s</p><a href="%s/">%s</a></body></html>
            """;

    private final ErrorAttributes errors;
    private final Translations translations;

    ErrorPage(ErrorAttributes errors, Translations translations) {
        this.errors = errors;
        this.translations = translations;
    }

    @Override
    public String getContentType() {
        return "text/html;charset=UTF-8";
    }

    @Override
    public void render(@Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response) throws IOException {
        int status = model != null && model.get("status") instanceof Integer code ? code : response.getStatus();
        Throwable failure = errors.getError(new ServletWebRequest(request));
        Locale locale = Translations.supported(request.getLocale());
        String title = status == 404 ? "base.notFound.title" : status == 403 ? "base.forbidden.title" : "base.unexpected.title";
        String text = status == 404 ? say(locale, "base.notFound.text")
                : status == 403 ? say(locale, "base.forbidden.text")
                : say(locale, failure != null && Unexpected.isUnreachable(failure) ? "base.unavailable" : "base.unexpected.text", Unexpected.log(failure));
        response.setContentType(getContentType());
        response.getWriter().write(PAGE.formatted(locale.toLanguageTag(), say(locale, title), say(locale, "app.name"), say(locale, title), text,
                HtmlUtils.htmlEscape(request.getContextPath()), say(locale, "base.error.start")));
    }

    private String say(Locale locale, String key, Object... values) {
        return HtmlUtils.htmlEscape(translations.getTranslation(key, locale, values), "UTF-8");
    }
}
