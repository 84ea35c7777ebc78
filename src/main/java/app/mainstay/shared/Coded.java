package app.mainstay.shared;

/** An enumeration that people see: stored by its name, labelled by the translation key {@code enum.<Type>.<NAME>}. */
public interface Coded {

    String name();

    default String labelKey() {
        return "enum." + ((Enum<?>) this).getDeclaringClass().getSimpleName() + "." + name();
    }
}
