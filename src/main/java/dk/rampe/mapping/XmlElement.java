package dk.rampe.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An element of an outgoing document while it is filled path by path; of a record's size. */
final class XmlElement {

    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<XmlElement> children = new ArrayList<>();
    private String text = "";

    XmlElement(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    Map<String, String> attributes() {
        return attributes;
    }

    List<XmlElement> children() {
        return children;
    }

    String text() {
        return text;
    }

    /** @param path {@code @id}, {@code Job/@art}, {@code Job/Timer}, or {@code .} for this element's own text */
    void put(String path, String value) {
        int slash = path.indexOf('/');
        if (slash > 0) {
            child(path.substring(0, slash)).put(path.substring(slash + 1), value);
        } else if (path.startsWith("@")) {
            attributes.put(path.substring(1), value);
        } else if (path.equals(".")) {
            text = value;
        } else {
            child(path).text = value;
        }
    }

    XmlElement addChild(String childName) {
        XmlElement child = new XmlElement(childName);
        children.add(child);
        return child;
    }

    private XmlElement child(String childName) {
        return children.stream()
                .filter(child -> child.name.equals(childName))
                .findFirst()
                .orElseGet(() -> addChild(childName));
    }
}
