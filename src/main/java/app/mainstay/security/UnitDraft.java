package app.mainstay.security;

import org.jspecify.annotations.Nullable;

/**
 * @param id       null for a new unit
 * @param parentId null for the root only
 * @param version  the version that was read
 */
public record UnitDraft(@Nullable Long id, String name, @Nullable Long parentId, int version) {
}
