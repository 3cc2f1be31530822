import java.io.File;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Checks many PDF files against several profiles in one virtual machine. Prints, for each file, one `ok` line or a
 * `fault` line for every rule that fails (with the first place where it does and how often). Arguments: the profiles
 * (as `ua1,2a`), then the files.
 */
public final class Verapdf {
    private static final PrintStream OUT = new PrintStream(System.out, true, java.nio.charset.StandardCharsets.UTF_8);

    private Verapdf() {}

    private static final class Failure {
        TestAssertion first;
        int count;
    }

    private static String oneLine(String text) {
        return text == null ? "" : text.replaceAll("\\s+", " ").trim();
    }

    private static int check(String file, PDFAFlavour flavour) {
        Map<String, Failure> failures = new LinkedHashMap<>();
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() != TestAssertion.Status.FAILED) {
                    continue;
                }
                String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                Failure failure = failures.computeIfAbsent(rule, key -> new Failure());
                failure.count++;
                if (failure.first == null) {
                    failure.first = assertion;
                }
            }
            if (!result.isCompliant() && failures.isEmpty()) {
                OUT.println(String.join("\t", "fault", file, flavour.getId(), "", "not compliant, no rule named"));
                return 1;
            }
        } catch (Throwable thrown) {
            OUT.println(String.join("\t", "fault", file, flavour.getId() + " CRASH", "", oneLine(String.valueOf(thrown))));
            return 1;
        }
        failures.forEach((rule, failure) -> {
            String place = failure.first.getLocation() == null ? "" : failure.first.getLocation().getContext();
            String words = failure.first.getMessage() + " (" + failure.count + " times)";
            OUT.println(String.join("\t", "fault", file, flavour.getId() + " " + rule, oneLine(place), oneLine(words)));
        });
        return failures.size();
    }

    public static void main(String[] arguments) {
        java.util.logging.LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        String[] profiles = arguments[0].split(",");
        int faults = 0;
        for (int i = 1; i < arguments.length; i++) {
            int before = faults;
            for (String profile : profiles) {
                faults += check(arguments[i], PDFAFlavour.byFlavourId(profile));
            }
            if (faults == before) {
                OUT.println("ok\t" + arguments[i]);
            }
        }
        OUT.println("done\t" + (arguments.length - 1) + "\t" + faults);
        System.exit(faults == 0 ? 0 : 1);
    }
}
