import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/**
 * Whether a folder of artifacts is what Maven Central takes, but for signatures: poms that say who,
 * what, where and under which licence and stand by themselves; jar, sources and Javadoc; checksums;
 * our licence and notice in each; a module name of its own for each jar.
 *
 * <p>Arguments: the folder, the version. Ends with 1 and a line a fault, else prints what it found.
 *
 * <p>Source: central.sonatype.org/publish/requirements.
 */
final class CheckRelease {

  private static final List<String> ASKED_FOR =
      List.of(
          "name",
          "description",
          "url",
          "licenses/license/name",
          "licenses/license/url",
          "developers/developer/name",
          "scm/connection",
          "scm/developerConnection",
          "scm/url");

  private final Path folder;
  private final String version;
  private final List<String> faults = new ArrayList<>();
  private final Map<String, String> modules = new TreeMap<>();

  private CheckRelease(Path folder, String version) {
    this.folder = folder;
    this.version = version;
  }

  public static void main(String[] arguments) throws Exception {
    CheckRelease check = new CheckRelease(Path.of(arguments[0]), arguments[1]);
    List<Path> poms = check.files(".pom");
    for (Path pom : poms) {
      check.artifact(pom);
    }
    check.checksums();
    check.faults.forEach(System.err::println);
    if (poms.isEmpty() || !check.faults.isEmpty()) {
      System.err.printf("%d artifacts, %d faults%n", poms.size(), check.faults.size());
      System.exit(1);
    }
    System.out.printf("%d artifacts as Central asks for them%n", poms.size());
    check.modules.forEach((module, jar) -> System.out.printf("  %-42s %s%n", module, jar));
  }

  private List<Path> files(String end) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
    }
  }

  private void expect(boolean met, Path file, String what) {
    if (!met) {
      faults.add(folder.relativize(file) + ": " + what);
    }
  }

  private void artifact(Path file) throws Exception {
    Document pom =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    for (String element : ASKED_FOR) {
      expect(!text(pom, "/project/" + element).isBlank(), file, "no " + element);
    }
    expect(text(pom, "/project/version").equals(version), file, "not of version " + version);
    expect(text(pom, "/project/parent").isEmpty(), file, "has a parent");
    expect(text(pom, "/project/repositories").isEmpty(), file, "names repositories");
    expect(!text(pom, "/project/url").contains("example.org"), file, "has a placeholder for its url");
    String source = Files.readString(file);
    expect(!source.contains("-SNAPSHOT"), file, "mentions a snapshot");
    // A pom's own version is no open property: those that import it see it as written there.
    boolean closed = !source.replace("${project.version}", version).contains("${");
    expect(closed, file, "leaves a property open");
    int unversioned =
        Integer.parseInt(text(pom, "count(/project/dependencies/dependency[not(version)])"));
    expect(unversioned == 0, file, unversioned + " dependencies without a version");
    NodeList ours =
        (NodeList)
            XPathFactory.newInstance()
                .newXPath()
                .evaluate(
                    "//dependency[groupId='io.github.weightwatcher4j']/artifactId",
                    pom,
                    XPathConstants.NODESET);
    for (int i = 0; i < ours.getLength(); i++) {
      String name = ours.item(i).getTextContent().strip();
      Path needed = file.resolve("../../../" + name + "/" + version).normalize();
      expect(Files.isDirectory(needed), file, "needs " + name + ", which is not there");
    }
    if (!text(pom, "/project/packaging").equals("pom")) {
      jars(file);
    }
  }

  private static String text(Document pom, String path) throws Exception {
    return XPathFactory.newInstance().newXPath().evaluate("string(" + path + ")", pom).strip();
  }

  private void jars(Path pom) throws IOException {
    String stem = pom.toString().substring(0, pom.toString().length() - ".pom".length());
    for (String kind : List.of(".jar", "-sources.jar", "-javadoc.jar")) {
      Path file = Path.of(stem + kind);
      expect(Files.isRegularFile(file), file, "is missing");
      if (Files.isRegularFile(file)) {
        jar(file, kind);
      }
    }
    Path bill = Path.of(stem + "-cyclonedx.json");
    expect(Files.isRegularFile(bill), bill, "is missing");
  }

  private void jar(Path file, String kind) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      expect(jar.getEntry("META-INF/LICENSE") != null, file, "has no META-INF/LICENSE");
      expect(jar.getEntry("META-INF/NOTICE") != null, file, "has no META-INF/NOTICE");
      if (kind.equals(".jar")) {
        String module =
            String.valueOf(jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name"));
        expect(module.startsWith("io.github.weightwatcher4j"), file, "has no module name");
        String other = modules.put(module, file.getFileName().toString());
        expect(other == null, file, "has the module name " + module + ", as " + other + " has");
      }
    }
  }

  private void checksums() throws IOException, NoSuchAlgorithmException {
    for (Path file : files("")) {
      String name = file.toString();
      if (Files.isRegularFile(file) && !name.endsWith(".md5") && !name.endsWith(".sha1")) {
        checksum(file, "MD5", ".md5");
        checksum(file, "SHA-1", ".sha1");
      }
    }
  }

  private void checksum(Path file, String algorithm, String end)
      throws IOException, NoSuchAlgorithmException {
    Path sum = Path.of(file + end);
    if (!Files.isRegularFile(sum)) {
      expect(false, sum, "is missing");
      return;
    }
    MessageDigest digest = MessageDigest.getInstance(algorithm);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] block = new byte[1 << 16];
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        digest.update(block, 0, n);
      }
    }
    String is = HexFormat.of().formatHex(digest.digest());
    expect(Files.readString(sum).strip().startsWith(is), sum, "is not the sum of its file");
  }
}
