package app.mainstay.base.ui;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Files of the frontend's build carry a hash of their content in their name: a browser never has to ask for one again. Vaadin lets them be
 * kept for an hour, and its setting for that would hold for files without a hash, too.
 */
@Component
class BuildFiles extends OncePerRequestFilter {

    private static final Pattern HASHED = Pattern.compile("/VAADIN/build/.+-[A-Za-z0-9_-]{8}\\.(js|css|woff2?|svg|png)");

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !HASHED.matcher(request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo())).matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        chain.doFilter(request, new HttpServletResponseWrapper(response) {
            /** What is not found is not given an age at all, and stays without one. */
            @Override
            public void setHeader(String name, String value) {
                super.setHeader(name, name.equalsIgnoreCase("Cache-Control") && value.startsWith("max-age=") ? "max-age=31536000, immutable" : value);
            }
        });
    }
}
