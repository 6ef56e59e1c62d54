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
 * Whether a folder of artifacts is what Maven Central takes: poms that say who, what, where and under
 * which licence and stand by themselves; jar, sources and Javadoc; checksums; our licence and
 * notice in each; a module name of its own for each jar; and where one file is signed, a signature
 * of each that gpg verifies.
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

  /** Ends of checksums and their algorithms; Central asks for the first two. */
  private static final Map<String, String> SUMS =
      new TreeMap<>(
          Map.of(".md5", "MD5", ".sha1", "SHA-1", ".sha256", "SHA-256", ".sha512", "SHA-512"));

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
    int signatures = check.files(".asc").size();
    for (Path file : check.files("")) {
      String name = file.toString();
      if (!name.endsWith(".asc") && SUMS.keySet().stream().noneMatch(name::endsWith)) {
        check.checksums(file);
        if (signatures > 0) {
          check.signature(file);
        }
      }
    }
    check.faults.forEach(System.err::println);
    if (poms.isEmpty() || !check.faults.isEmpty()) {
      System.err.printf("%d artifacts, %d faults%n", poms.size(), check.faults.size());
      System.exit(1);
    }
    System.out.printf(
        "%d artifacts as Central asks for them, %d signatures%n", poms.size(), signatures);
    check.modules.forEach((module, jar) -> System.out.printf("  %-42s %s%n", module, jar));
  }

  private List<Path> files(String end) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> Files.isRegularFile(file) && file.toString().endsWith(end))
          .sorted()
          .toList();
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
    expect(!source.contains("${"), file, "leaves a property open");
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

  private void checksums(Path file) throws IOException, NoSuchAlgorithmException {
    for (Map.Entry<String, String> kind : SUMS.entrySet()) {
      Path sum = Path.of(file + kind.getKey());
      if (Files.isRegularFile(sum)) {
        String is = digest(file, kind.getValue());
        expect(Files.readString(sum).strip().startsWith(is), sum, "is not the sum of its file");
      } else {
        expect(!List.of("MD5", "SHA-1").contains(kind.getValue()), sum, "is missing");
      }
    }
  }

  private static String digest(Path file, String algorithm)
      throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance(algorithm);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] block = new byte[1 << 16];
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        digest.update(block, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** By the keys of the user, or of GNUPGHOME. */
  private void signature(Path file) throws IOException, InterruptedException {
    Path signature = Path.of(file + ".asc");
    if (!Files.isRegularFile(signature)) {
      expect(false, signature, "is missing");
      return;
    }
    Process gpg =
        new ProcessBuilder("gpg", "--batch", "--verify", signature.toString(), file.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    expect(gpg.waitFor() == 0, signature, "does not verify");
  }
}
