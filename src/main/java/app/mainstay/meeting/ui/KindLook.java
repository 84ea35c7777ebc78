package app.mainstay.meeting.ui;

import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.charts.ChartColour;
import app.mainstay.meeting.MeetingKind;
import java.util.Locale;

/** A kind of meeting has the same colour and sign everywhere. */
enum KindLook {
    STRATEGY(ChartColour.BLUE, Icons.STRATEGY), DEMONSTRATION(ChartColour.ORANGE, Icons.DEMONSTRATION), RELATIONSHIP(ChartColour.PINK, Icons.RELATIONSHIP),
    BUSINESS_REVIEW(ChartColour.PURPLE, Icons.REVIEW), VISIT(ChartColour.TEAL, Icons.VISIT), INTERNAL(ChartColour.GREY, Icons.INTERNAL);

    final ChartColour colour;
    final Icons icon;

    KindLook(ChartColour colour, Icons icon) {
        this.colour = colour;
        this.icon = icon;
    }

    /** Gives what stands in it the colour of the kind. */
    String className() {
        return "colour-" + colour.name().toLowerCase(Locale.ROOT);
    }

    static KindLook of(MeetingKind kind) {
        return valueOf(kind.name());
    }
}
