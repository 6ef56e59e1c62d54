package org.example;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.report.Analysis;
import java.io.File;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.factory.Nd4j;

/** As ever, with Keras import, which deeplearning4j-core brings. */
final class Main {

  public static void main(String[] arguments) throws Exception {
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .list()
            .layer(new DenseLayer.Builder().nIn(300).nOut(200).build())
            .layer(new OutputLayer.Builder().nOut(10).build())
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    network.fit(Nd4j.rand(32, 300), Nd4j.rand(32, 10));
    Analysis analysis = new WeightWatcher(network).analyze();
    System.out.println(analysis.verdict());
    System.out.println(analysis.provenance().nativeLibrary());
    if (analysis.details().size() != 2) {
      throw new IllegalStateException("two layers should have been analysed");
    }
    if (!analysis.provenance().nativeLibrary().contains("OpenBLAS 0.3.31")) {
      throw new IllegalStateException("another OpenBLAS won");
    }
    File saved = File.createTempFile("network", ".zip");
    network.save(saved);
    if (!new WeightWatcher(saved.toPath()).analyze().details().equals(analysis.details())) {
      throw new IllegalStateException("the saved network has other numbers");
    }
    saved.delete();
    Class.forName("org.deeplearning4j.nn.modelimport.keras.KerasModelImport");
  }
}
