/** Uses core, formats, plot and the assertions by their module names. */
module org.example.modular {
  requires io.github.weightwatcher4j;
  requires io.github.weightwatcher4j.formats;
  requires io.github.weightwatcher4j.plot;
  requires io.github.weightwatcher4j.assertj;
}
