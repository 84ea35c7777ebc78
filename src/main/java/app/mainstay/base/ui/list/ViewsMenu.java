package app.mainstay.base.ui.list;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.list.ListQuery;
import app.mainstay.base.list.SavedView;
import app.mainstay.base.list.SavedViewDraft;
import app.mainstay.base.list.SavedViews;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.Notices;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Hr;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.popover.PopoverPosition;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which saved view is shown; choosing, saving, sharing, deleting one. Views are read when the menu opens, not with the page. */
final class ViewsMenu extends Div {

    private final String list;
    private final SavedViews views;
    private final Supplier<ListQuery> query;
    private final Supplier<List<String>> columns;
    private final BiConsumer<@Nullable SavedView, ListQuery> choose;
    private final Button button = new Button();
    private final Popover popover = new Popover();
    private final Div offer = new Div();
    private @Nullable SavedView current;

    /**
     * @param columns the keys shown; empty where they are the standard ones
     * @param choose  shows a view with its query; null: as for everybody
     */
    ViewsMenu(String list, SavedViews views, Supplier<ListQuery> query, Supplier<List<String>> columns,
              BiConsumer<@Nullable SavedView, ListQuery> choose) {
        this.list = list;
        this.views = views;
        this.query = query;
        this.columns = columns;
        this.choose = choose;
        button.addThemeVariants(ButtonVariant.TERTIARY);
        button.setPrefixComponent(Icons.VIEW.create());
        button.setSuffixComponent(Icons.DOWN.create());
        button.addClassName("view-button");
        popover.setTarget(button);
        popover.setPosition(PopoverPosition.BOTTOM_START);
        popover.setAriaLabel(tr("list.views"));
        popover.setAutofocus(true);
        offer.addClassName("filter-offer");
        popover.add(offer);
        popover.addOpenedChangeListener(event -> {
            offer.removeAll();
            if (event.isOpened()) {
                show();
            }
        });
        add(button, popover);
        show(null);
    }

    /** Tells which view the list shows. */
    void show(@Nullable SavedView view) {
        current = view;
        showChanged();
    }

    /** The name says when what is shown is no longer what was saved. */
    void showChanged() {
        String name = current == null ? tr("list.views.all") : current.name();
        boolean changed = current != null && (!ListQuery.parse(current.query()).equals(query.get()) || !current.columns().equals(columns.get()));
        button.setText(changed ? tr("list.views.changed", name) : name);
        button.setAriaLabel(tr("list.views.current", button.getText()));
    }

    @Nullable SavedView current() {
        return current;
    }

    private void show() {
        offer.add(item(tr("list.views.all"), current == null, () -> choose.accept(null, ListQuery.ALL)));
        List<SavedView> all = views.list(list);
        group(all.stream().filter(SavedView::mine).toList(), "list.views.mine");
        group(all.stream().filter(view -> !view.mine()).toList(), "list.views.shared");
        offer.add(new Hr());
        var view = current == null ? null : all.stream().filter(other -> other.id() == current.id()).findFirst().orElse(null);
        if (view != null && view.mine()) {
            offer.add(item(tr("list.views.update", view.name()), false, () -> store(new SavedViewDraft(view.id(), list, view.name(),
                    query.get().text(), columns.get(), view.shared(), view.version()))));
            offer.add(item(tr("list.views.rename"), false, () -> dialog(view).open()));
        }
        offer.add(item(tr("list.views.save"), false, () -> dialog(null).open()));
        if (view == null) {
            if (all.stream().anyMatch(SavedView::standard)) {
                offer.add(item(tr("list.views.standard.none"), false, () -> views.setStandard(list, null)));
            }
        } else {
            offer.add(item(tr(view.standard() ? "list.views.standard.none" : "list.views.standard"), false,
                    () -> views.setStandard(list, view.standard() ? null : view.id())));
            if (view.mine()) {
                offer.add(item(tr("list.views.delete"), false, () -> delete(view)));
            } else if (view.orphaned() && views.mayInherit()) {
                offer.add(item(tr("list.views.takeOver"), false, () -> takeOver(view)));
                offer.add(item(tr("list.views.delete"), false, () -> delete(view)));
            }
        }
    }

    private void group(List<SavedView> group, String titleKey) {
        if (!group.isEmpty()) {
            var title = new Span(tr(titleKey));
            title.addClassName("offer-title");
            offer.add(title);
            group.forEach(view -> {
                String name = view.mine() ? view.name() : tr(view.orphaned() ? "list.views.ofGone" : "list.views.of", view.name(), view.ownerName());
                offer.add(item(view.standard() ? tr("list.views.isStandard", name) : name, current != null && current.id() == view.id(),
                        () -> choose.accept(view, ListQuery.parse(view.query()))));
            });
        }
    }

    private Component item(String text, boolean on, Runnable action) {
        var item = new Button(text, click -> {
            popover.close();
            action.run();
        });
        item.addThemeVariants(ButtonVariant.TERTIARY);
        if (on) {
            item.setSuffixComponent(Icons.CHECK.create());
        }
        return item;
    }

    private void delete(SavedView view) {
        SavedView deleted;
        try {
            deleted = view.mine() ? views.delete(view.id()) : views.deleteOrphaned(view.id());
        } catch (NotFoundException meanwhile) {
            Notices.failed(tr("list.views.conflict"));
            return;
        }
        show(null);
        Notices.done(tr("list.views.deleted", view.name()), () -> views.find(views.restore(deleted))
                .ifPresent(back -> choose.accept(back, ListQuery.parse(back.query()))));
    }

    private void takeOver(SavedView view) {
        try {
            views.takeOver(view.id());
        } catch (ConflictException | NotFoundException meanwhile) {
            Notices.failed(tr("list.views.conflict"));
            return;
        } catch (RefusedException refused) {
            Notices.failed(refused.problems().stream().map(problem -> tr(problem)).findFirst().orElse(""));
            return;
        }
        views.find(view.id()).ifPresent(this::show);
        Notices.done(tr("list.views.takenOver", view.name()));
    }

    private void store(SavedViewDraft draft) {
        try {
            views.find(views.save(draft)).ifPresent(stored -> choose.accept(stored, ListQuery.parse(stored.query())));
        } catch (ConflictException elsewhere) {
            Notices.failed(tr("list.views.conflict"));
        } catch (RefusedException refused) {
            Notices.failed(refused.problems().stream().map(problem -> tr(problem)).findFirst().orElse(""));
        }
    }

    /** Name and sharing of a new view, or of one that is there. */
    private Dialog dialog(@Nullable SavedView view) {
        var dialog = new Dialog();
        dialog.setHeaderTitle(tr(view == null ? "list.views.save" : "list.views.rename"));
        var name = new TextField(tr("list.views.name"));
        name.setRequiredIndicatorVisible(true);
        name.setMaxLength(SavedViews.LONGEST_NAME);
        name.setWidthFull();
        name.setValue(view == null ? "" : view.name());
        var shared = new Checkbox(tr("list.views.share"), view != null && view.shared());
        shared.setVisible(views.mayShare());
        var content = new Div(name, shared);
        content.addClassName("dialog-form");
        dialog.add(content);
        var cancel = new Button(tr("base.cancel"), click -> dialog.close());
        var save = new Button(tr("base.save"), click -> {
            var draft = view == null ? new SavedViewDraft(null, list, name.getValue(), query.get().text(), columns.get(), shared.getValue(), 0)
                    : new SavedViewDraft(view.id(), list, name.getValue(), view.query(), view.columns(), shared.getValue(), view.version());
            try {
                long id = views.save(draft);
                dialog.close();
                views.find(id).ifPresent(stored -> choose.accept(stored, ListQuery.parse(stored.query())));
            } catch (RefusedException refused) {
                name.setErrorMessage(refused.problems().stream().map(problem -> tr(problem)).findFirst().orElse(""));
                name.setInvalid(true);
                name.focus();
            } catch (ConflictException elsewhere) {
                name.setErrorMessage(tr("list.views.conflict"));
                name.setInvalid(true);
            }
        });
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.addClickShortcut(Key.ENTER);
        dialog.getFooter().add(cancel, save);
        dialog.addOpenedChangeListener(event -> {
            if (event.isOpened()) {
                // Later than the menu, which gives the focus back to its button when it closes.
                name.getElement().executeJs("setTimeout(() => this.focus(), 200)");
            }
        });
        return dialog;
    }
}
