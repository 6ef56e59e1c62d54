package io.github.weightwatcher4j.dl4j.curvature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.curvature.Curvature;
import io.github.weightwatcher4j.curvature.CurvatureOptions;
import io.github.weightwatcher4j.curvature.HessianEigenvalues;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A network whose whole Hessian PyTorch has: the values are those of theory/curvature.json. */
class GoldenNetworkTest {

  private static final Path FOLDER = Path.of("src/test/resources/theory");

  private static ByteBuffer npy(String file) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.wrap(Files.readAllBytes(FOLDER.resolve(file))).order(ByteOrder.LITTLE_ENDIAN);
    return bytes.position(10 + bytes.getShort(8)).slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  private static DataSet data() throws IOException {
    ByteBuffer pixels = npy("hess_tanh_X.npy");
    ByteBuffer digits = npy("hess_tanh_y.npy");
    INDArray features = Nd4j.zeros(DataType.DOUBLE, 200, 64);
    INDArray labels = Nd4j.zeros(DataType.DOUBLE, 200, 10);
    for (int i = 0; i < 200; i++) {
      labels.putScalar(i, digits.get(i), 1);
      for (int j = 0; j < 64; j++) {
        features.putScalar(i, j, pixels.get(64 * i + j) / 16.0);
      }
    }
    return new DataSet(features, labels);
  }

  /** Its weights, a row for each output, are DL4J's, a column for each, in the same order. */
  private static MultiLayerNetwork network() throws IOException {
    MultiLayerNetwork net =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .activation(Activation.TANH)
                .list()
                .layer(new DenseLayer.Builder().name("fc").nIn(64).nOut(32).build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .name("out")
                        .activation(Activation.SOFTMAX)
                        .nIn(32)
                        .nOut(10)
                        .build())
                .build());
    double[] theta = new double[2410];
    npy("hess_tanh_theta.npy").asDoubleBuffer().get(theta);
    net.init(Nd4j.createFromArray(theta).reshape(1, 2410), true);
    return net;
  }

  @Test
  void curvatureIsThatOfPyTorch() throws IOException {
    Curvature curvature =
        NetworkLoss.of(network(), data())
            .curvature(CurvatureOptions.defaults().withTolerance(1e-5));
    HessianEigenvalues found = curvature.eigenvalues(5, 0);

    assertThat(curvature.loss()).isCloseTo(0.02190368271953672, within(1e-12));
    assertThat(curvature.gradientNorm()).isCloseTo(0.013938080668618135, within(1e-12));
    assertThat(found.topValues())
        .containsExactly(
            new double[] {
              0.6448621355772381,
              0.49360611073669514,
              0.4215972248471788,
              0.328424162622662,
              0.2669979491181369
            },
            within(2e-6)); // 1e-5 of the smallest
    assertThat(found.cost().isSmooth()).isTrue();
  }
}
