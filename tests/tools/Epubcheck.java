import com.adobe.epubcheck.api.EPUBLocation;
import com.adobe.epubcheck.api.EpubCheck;
import com.adobe.epubcheck.api.MasterReport;
import com.adobe.epubcheck.messages.Message;
import com.adobe.epubcheck.messages.Severity;
import com.adobe.epubcheck.util.FeatureEnum;
import java.io.File;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Checks many EPUB files in one virtual machine. Prints, for each file, one `ok` line or a `fault` line for every fatal
 * error, error and warning. Arguments: the files.
 */
public final class Epubcheck {
    private static final PrintStream OUT = new PrintStream(System.out, true, java.nio.charset.StandardCharsets.UTF_8);

    private Epubcheck() {}

    private static final class Faults extends MasterReport {
        final List<String> lines = new ArrayList<>();
        private final String file;

        Faults(String file) {
            this.file = file;
            setLocale(Locale.ENGLISH);
            setEpubFileName(file);
        }

        @Override
        public void message(Message message, EPUBLocation location, Object... arguments) {
            Severity severity = message.getSeverity();
            if (severity != Severity.FATAL && severity != Severity.ERROR && severity != Severity.WARNING) {
                return;
            }
            String place = location.getPath() + ":" + location.getLine() + ":" + location.getColumn();
            String words = severity + ": " + message.getMessage(arguments);
            lines.add(String.join("\t", "fault", file, message.getID().toString(), oneLine(place), oneLine(words)));
        }

        @Override
        public void info(String resource, FeatureEnum feature, String value) {}

        @Override
        public int generate() {
            return 0;
        }

        @Override
        public void initialize() {}
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").trim();
    }

    public static void main(String[] files) {
        Locale.setDefault(Locale.ENGLISH);
        int faults = 0;
        for (String file : files) {
            Faults report = new Faults(file);
            try {
                new EpubCheck(new File(file), report).doValidate();
            } catch (Throwable thrown) {
                report.lines.add(String.join("\t", "fault", file, "CRASH", "", oneLine(String.valueOf(thrown))));
            }
            faults += report.lines.size();
            report.lines.forEach(OUT::println);
            if (report.lines.isEmpty()) {
                OUT.println("ok\t" + file);
            }
        }
        OUT.println("done\t" + files.length + "\t" + faults);
        System.exit(faults == 0 ? 0 : 1);
    }
}
