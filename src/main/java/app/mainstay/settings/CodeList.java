package app.mainstay.settings;

import app.mainstay.shared.Coded;

/** The lists whose entries an administrator names. */
public enum CodeList implements Coded {
    SECTOR, REGION, LOSS_REASON, DEAL_SOURCE
}
