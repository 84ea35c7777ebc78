package app.mainstay.files;

import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The one way out for stored documents. They come from anybody and lie under the product's own address, so no browser may take them for pages of
 * ours: they are saved and not shown, except pictures and PDFs when asked.
 */
@Controller
class FileDownload {

    static final String PATH = "files/";

    private static final String SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'";
    /** Browsers do not show a PDF in a sandbox; what it may do, their viewer decides. */
    private static final String VIEWER = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; object-src 'self'; frame-ancestors 'self'";

    private final Files files;

    FileDownload(Files files) {
        this.files = files;
    }

    /** @param show show it instead of saving it, where that is safe */
    @GetMapping("/" + PATH + "{id}")
    void download(@PathVariable String id, @RequestParam(defaultValue = "false") boolean show, HttpServletRequest request,
                  HttpServletResponse response) throws IOException {
        StoredFile file;
        try {
            file = files.get(Ids.parse(id).orElseThrow(NotFoundException::new));
            if (!files.isThere(file.id())) {
                throw new NotFoundException();
            }
        } catch (NotFoundException nothing) {
            // The application's own page says so, in the reader's language.
            response.sendRedirect(request.getContextPath() + "/nothing-here");
            return;
        }
        boolean picture = file.isPicture();
        boolean inline = show && file.isShown();
        response.setContentType(file.contentType());
        response.setContentLengthLong(file.size());
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, (inline ? ContentDisposition.inline() : ContentDisposition.attachment())
                .filename(file.name(), StandardCharsets.UTF_8).build().toString());
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", inline && !picture ? VIEWER : SANDBOX);
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        if (inline && !picture) {
            // In a frame of our own pages; others may frame nothing.
            response.setHeader("X-Frame-Options", "SAMEORIGIN");
        }
        files.read(file.id(), response.getOutputStream());
    }
}
