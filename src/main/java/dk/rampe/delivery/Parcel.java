package dk.rampe.delivery;

import java.util.List;

/**
 * Rendered files on their way to a partner's folder.
 *
 * @param folder on the partner's server
 * @param bundle name of the new folder that holds all the files; null: they go straight into {@code folder}
 * @param files in the order they are written: what makes the others complete is last
 */
public record Parcel(String folder, String bundle, List<PostedFile> files) {

    /** @param replaces whether it takes the place of an earlier file of ours with the same name */
    public record PostedFile(String name, byte[] content, boolean replaces) {}
}
