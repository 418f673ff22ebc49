import java.io.File;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.namespace.NamespaceContext;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Checks exchanged reports with the published artefacts alone, the XSD and then the Schematron, and with nothing but
 * the JDK: the contexts and tests of the Schematron are XPath 1.0.
 *
 * <pre>java Check.java annual-report-2021.xsd annual-report-2021.sch report.xml…</pre>
 */
class Check {
    static final XPath PATHS = XPathFactory.newInstance().newXPath();
    static final Map<String, Object> VARIABLES = new HashMap<>();

    public static void main(String[] arguments) throws Exception {
        // Else the JDK counts a character beyond the Basic Multilingual Plane as two.
        System.setProperty("com.sun.org.apache.xerces.internal.impl.dv.xs.useCodePointCountForStringLength", "true");
        Schema schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(new File(arguments[0]));
        Document schematron = parse(arguments[1]);
        PATHS.setNamespaceContext(new Declared(schematron));
        PATHS.setXPathVariableResolver(name -> VARIABLES.get(name.getLocalPart()));
        boolean clean = true;
        for (int number = 2; number < arguments.length; number++) {
            String findings;
            try {
                Document report = parse(arguments[number]);
                schema.newValidator().validate(new DOMSource(report));
                findings = broken(schematron, report, arguments[number]);
            } catch (SAXException refused) {
                findings = arguments[number] + ": " + refused.getMessage().replaceAll("\\s+", " ") + "\n";
            }
            clean &= findings.isEmpty();
            System.out.print(findings.isEmpty() ? arguments[number] + ": valid\n" : findings);
        }
        System.exit(clean ? 0 : 1);
    }

    static Document parse(String file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        DocumentBuilder builder = factory.newDocumentBuilder();
        builder.setErrorHandler(null); // an error is thrown anyway
        return builder.parse(new File(file));
    }

    /** What the asserts of the Schematron say of a report: one line for each that fails. */
    static String broken(Document schematron, Document report, String file) throws Exception {
        StringBuilder findings = new StringBuilder();
        for (Element rule : elements(schematron, "//sch:rule")) {
            String context = rule.getAttribute("context");
            for (Element part : elements(report, context.startsWith("/") ? context : "//" + context)) {
                for (Element let : elements(rule, "sch:let")) {
                    VARIABLES.put(let.getAttribute("name"), PATHS.evaluate(let.getAttribute("value"), part));
                }
                for (Element asserted : elements(rule, "sch:assert")) {
                    if ((boolean) PATHS.evaluate(asserted.getAttribute("test"), part, XPathConstants.BOOLEAN)) continue;
                    findings.append(file).append(": ").append(message(asserted, part)).append("\n");
                }
            }
        }
        return findings.toString();
    }

    /** The words of an assert, with the values of the report in them. */
    static String message(Element asserted, Element part) throws Exception {
        StringBuilder words = new StringBuilder();
        for (Node piece = asserted.getFirstChild(); piece != null; piece = piece.getNextSibling()) {
            String select = piece instanceof Element ? ((Element) piece).getAttribute("select") : null;
            words.append(select == null ? piece.getTextContent() : PATHS.evaluate(select, part));
        }
        return words.toString();
    }

    static List<Element> elements(Node from, String path) throws Exception {
        NodeList found = (NodeList) PATHS.evaluate(path, from, XPathConstants.NODESET);
        return IntStream.range(0, found.getLength()).mapToObj(number -> (Element) found.item(number)).toList();
    }

    /** The prefixes that a Schematron declares, and its own. */
    record Declared(Document schematron) implements NamespaceContext {
        public String getNamespaceURI(String prefix) {
            if (prefix.equals("sch")) return schematron.getDocumentElement().getNamespaceURI();
            NodeList declared = schematron.getElementsByTagNameNS("*", "ns");
            for (int number = 0; number < declared.getLength(); number++) {
                Element ns = (Element) declared.item(number);
                if (ns.getAttribute("prefix").equals(prefix)) return ns.getAttribute("uri");
            }
            return XMLConstants.NULL_NS_URI;
        }

        public String getPrefix(String uri) {
            throw new UnsupportedOperationException();
        }

        public Iterator<String> getPrefixes(String uri) {
            throw new UnsupportedOperationException();
        }
    }
}
