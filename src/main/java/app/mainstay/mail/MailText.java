package app.mainstay.mail;

import app.mainstay.shared.Words;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.web.util.HtmlUtils;

/** A mail in words, once as plain text and once as simple HTML. Values are put into sentences first and the whole is escaped. */
record MailText(String subject, String text, String html) {

    private static final int LONGEST_SUBJECT = 300;

    static MailText of(MailDraft mail, String baseUrl) {
        var locale = mail.locale();
        var args = mail.args().toArray();
        String link = mail.path() == null ? "" : baseUrl + "/" + mail.path();
        String label = mail.path() == null ? "" : Words.say(mail.kind() + "link", locale, args);
        String greeting = mail.toName() == null ? "" : Words.say("letter.greeting", locale, mail.toName());
        List<String> paragraphs = Stream.concat(Stream.of(greeting), Arrays.stream(Words.say(mail.kind() + "text", locale, args).split("\n\n")))
                .filter(paragraph -> !paragraph.isBlank()).toList();
        String foot = Words.say("letter.foot", locale, baseUrl);
        // No line break gets into a header, whatever a value brings along.
        String subject = Words.say(mail.kind() + "subject", locale, args).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return new MailText(subject.length() > LONGEST_SUBJECT ? subject.substring(0, LONGEST_SUBJECT - 1) + "…" : subject,
                String.join("\n\n", paragraphs) + (link.isEmpty() ? "" : "\n\n" + label + "\n" + link) + "\n\n-- \n" + foot + "\n",
                html(locale, paragraphs, link, label, foot));
    }

    private static String html(Locale locale, List<String> paragraphs, String link, String label, String foot) {
        return "<!DOCTYPE html><html lang=\"" + (locale.getLanguage().equals("zh") ? "zh-CN" : "en") + "\"><head><meta charset=\"utf-8\"></head>"
                + "<body style=\"font-family:system-ui,'PingFang SC','Microsoft YaHei',sans-serif;font-size:15px;line-height:1.6;color:#1f2937\">"
                + paragraphs.stream().map(paragraph -> "<p>" + escape(paragraph).replace("\n", "<br>") + "</p>").collect(Collectors.joining())
                + (link.isEmpty() ? "" : "<p><a href=\"" + escape(link) + "\" style=\"display:inline-block;padding:10px 18px;background:#0f766e;color:#ffffff;"
                + "text-decoration:none;border-radius:6px\">" + escape(label) + "</a></p><p style=\"font-size:13px;color:#6b7280\">" + escape(link) + "</p>")
                + "<p style=\"font-size:13px;color:#6b7280\">" + escape(foot) + "</p></body></html>";
    }

    private static String escape(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
