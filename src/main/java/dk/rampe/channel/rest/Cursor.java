package dk.rampe.channel.rest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a page ended: a number, wrapped so that nobody counts on what it is, and not good for another list. */
enum Cursor {
    CASES("cases"),
    REJECTIONS("rejections");

    private static final String NAME = "cursor";

    private final Pattern form;
    private final String list;

    Cursor(String list) {
        this.list = list;
        this.form = Pattern.compile(list + ":(\\d{1,18})");
    }

    String after(long number) {
        byte[] plain = (list + ':' + number).getBytes(StandardCharsets.US_ASCII);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain);
    }

    /** @throws ApiProblem 400 for what this list has not given out */
    long number(String cursor) {
        try {
            byte[] plain = Base64.getUrlDecoder().decode(cursor);
            Matcher parts = form.matcher(new String(plain, StandardCharsets.US_ASCII));
            if (parts.matches()) {
                return Long.parseLong(parts.group(1));
            }
        } catch (IllegalArgumentException e) {
            // no Base64: not ours either
        }
        throw ApiProblem.parameter(NAME, "The cursor is not one that this list has given out as \"next\".");
    }
}
