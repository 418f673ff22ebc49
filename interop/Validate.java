import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.transform.Templates;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMResult;
import javax.xml.transform.sax.SAXSource;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;

/**
 * What the JDK's validator says of files by the published XSD, or its XSLT processor by the stylesheet made from the
 * published Schematron: for each file its name, then one line for each error, indented by a tab.
 *
 * <pre>
 * java Validate.java annual-report-2021.xsd report.xml…
 * java Validate.java annual-report-2021.sch.xslt report.xml…
 * </pre>
 */
class Validate {
    static final PrintStream OUT = new PrintStream(System.out, false, StandardCharsets.UTF_8);

    interface Judge {
        void judge(SAXSource report, List<String> errors) throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        // Else the JDK counts a character beyond the Basic Multilingual Plane as two.
        System.setProperty("com.sun.org.apache.xerces.internal.impl.dv.xs.useCodePointCountForStringLength", "true");
        File artefact = new File(arguments[0]);
        Judge judge = arguments[0].endsWith(".xsd") ? schema(artefact) : stylesheet(artefact);
        for (int number = 1; number < arguments.length; number++) {
            List<String> errors = new ArrayList<>();
            try {
                judge.judge(source(arguments[number]), errors);
            } catch (Exception refused) {
                if (errors.isEmpty()) errors.add(refused.getMessage());
            }
            OUT.println(arguments[number]);
            for (String error : errors) OUT.println("\t" + error.replaceAll("\\s+", " "));
        }
        OUT.flush();
    }

    static SAXSource source(String file) throws Exception {
        SAXParserFactory factory = SAXParserFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        XMLReader reader = factory.newSAXParser().getXMLReader();
        return new SAXSource(reader, new InputSource(new File(file).toURI().toString()));
    }

    static Judge schema(File artefact) throws Exception {
        Schema schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(artefact);
        return (report, errors) -> {
            Validator validator = schema.newValidator();
            validator.setErrorHandler(new Collector(errors));
            validator.validate(report);
        };
    }

    static Judge stylesheet(File artefact) throws Exception {
        Templates templates = TransformerFactory.newInstance().newTemplates(new StreamSource(artefact));
        return (report, errors) -> {
            report.getXMLReader().setErrorHandler(new Collector(errors));
            DOMResult result = new DOMResult();
            templates.newTransformer().transform(report, result);
            NodeList failed = ((Document) result.getNode()).getElementsByTagNameNS("*", "failed-assert");
            for (int number = 0; number < failed.getLength(); number++) {
                Element one = (Element) failed.item(number);
                errors.add(one.getAttribute("id") + " " + one.getTextContent().strip());
            }
        };
    }

    record Collector(List<String> errors) implements ErrorHandler {
        public void warning(SAXParseException error) {
            error(error);
        }

        public void error(SAXParseException error) {
            errors.add("line " + error.getLineNumber() + ": " + error.getMessage());
        }

        public void fatalError(SAXParseException error) throws SAXException {
            error(error);
            throw error;
        }
    }
}
