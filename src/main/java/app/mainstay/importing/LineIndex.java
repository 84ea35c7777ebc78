package app.mainstay.importing;

/**
 * Remembers at which line a key was met: 24 bytes a key, where a map of texts would take eight times as much and a million rows have three
 * keys each. Keys are told apart by 64 bits, so that a false hit among three million of them is rarer than one in a million files.
 */
final class LineIndex {

    private static final int FIRST_SIZE = 1 << 10;

    private long[] hashes = new long[FIRST_SIZE];
    private long[] lines = new long[FIRST_SIZE];
    private int size;

    /** The line; 0 for none. */
    long get(String key) {
        return lines[slot(hash(key))];
    }

    void put(String key, long line) {
        if (size * 2 >= hashes.length) {
            grow();
        }
        long hash = hash(key);
        int slot = slot(hash);
        if (lines[slot] == 0) {
            size++;
        }
        hashes[slot] = hash;
        lines[slot] = line;
    }

    private int slot(long hash) {
        int slot = (int) (hash ^ hash >>> 32) & hashes.length - 1;
        while (lines[slot] != 0 && hashes[slot] != hash) {
            slot = slot + 1 & hashes.length - 1;
        }
        return slot;
    }

    private void grow() {
        long[] oldHashes = hashes;
        long[] oldLines = lines;
        hashes = new long[oldHashes.length * 2];
        lines = new long[oldLines.length * 2];
        for (int i = 0; i < oldLines.length; i++) {
            if (oldLines[i] != 0) {
                int slot = slot(oldHashes[i]);
                hashes[slot] = oldHashes[i];
                lines[slot] = oldLines[i];
            }
        }
    }

    private static long hash(String key) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
            hash ^= hash >>> 29;
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        return hash ^ hash >>> 33;
    }
}
