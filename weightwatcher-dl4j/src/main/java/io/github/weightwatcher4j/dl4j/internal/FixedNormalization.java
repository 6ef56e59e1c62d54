package io.github.weightwatcher4j.dl4j.internal;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Batch normalization by the mean and variance that the layer has stored, also where a gradient is
 * taken: DL4J's layer can only be differentiated with those of the batch. The parameters are its
 * own; the gradient by the stored statistics is 0.
 */
final class FixedNormalization extends BatchNormalization {

  private static final long serialVersionUID = 1L;

  FixedNormalization(BatchNormalization layer) {
    setLayerName(layer.getLayerName());
    setNIn(layer.getNIn());
    setNOut(layer.getNOut());
    setDecay(layer.getDecay());
    setEps(layer.getEps());
    setMinibatch(layer.isMinibatch());
    setGamma(layer.getGamma());
    setBeta(layer.getBeta());
    setLockGammaBeta(layer.isLockGammaBeta());
    setUseLogStd(layer.isUseLogStd());
    setCnn2DFormat(layer.getCnn2DFormat());
    setIUpdater(layer.getIUpdater());
    setActivationFn(layer.getActivationFn());
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    Fixed layer = new Fixed(conf, type);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(conf, parameters, initialize));
    layer.setConf(conf);
    return layer;
  }

  private static final class Fixed
      extends org.deeplearning4j.nn.layers.normalization.BatchNormalization {

    private static final long serialVersionUID = 1L;

    Fixed(NeuralNetConfiguration conf, DataType type) {
      super(conf, type);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
      INDArray y = normalized().muli(broadcast(gamma())).addi(broadcast(beta()));
      return workspaces.leverageTo(ArrayType.ACTIVATIONS, y);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
        INDArray errors, LayerWorkspaceMgr workspaces) {
      Gradient gradient = new DefaultGradient();
      gradientViews.forEach(
          (key, view) -> {
            view.assign(
                switch (key) {
                  case BatchNormalizationParamInitializer.GAMMA ->
                      errors.mul(normalized()).sum(others()).reshape(view.shape());
                  case BatchNormalizationParamInitializer.BETA ->
                      errors.sum(others()).reshape(view.shape());
                  default -> Nd4j.zeros(view.dataType(), view.shape());
                });
            gradient.setGradientFor(key, view);
          });
      INDArray back = errors.mul(broadcast(gamma().div(deviation())));
      return new Pair<>(gradient, workspaces.leverageTo(ArrayType.ACTIVATION_GRAD, back));
    }

    private INDArray normalized() {
      INDArray mean = getParam(BatchNormalizationParamInitializer.GLOBAL_MEAN);
      return input.sub(broadcast(mean)).divi(broadcast(deviation()));
    }

    private INDArray deviation() {
      if (layerConf().isUseLogStd()) {
        INDArray logarithm = getParam(BatchNormalizationParamInitializer.GLOBAL_LOG_STD);
        INDArray variance = Transforms.exp(logarithm.mul(2 * Math.log(10)), false);
        return Transforms.sqrt(variance.addi(layerConf().getEps()), false);
      }
      INDArray variance = getParam(BatchNormalizationParamInitializer.GLOBAL_VAR);
      return Transforms.sqrt(variance.add(layerConf().getEps()), false);
    }

    private INDArray gamma() {
      return layerConf().isLockGammaBeta()
          ? Nd4j.valueArrayOf(
              new long[] {1, layerConf().getNOut()}, layerConf().getGamma(), dataType)
          : getParam(BatchNormalizationParamInitializer.GAMMA);
    }

    private INDArray beta() {
      return layerConf().isLockGammaBeta()
          ? Nd4j.valueArrayOf(
              new long[] {1, layerConf().getNOut()}, layerConf().getBeta(), dataType)
          : getParam(BatchNormalizationParamInitializer.BETA);
    }

    private int channelAxis() {
      boolean last = input.rank() == 4 && layerConf().getCnn2DFormat() == CNN2DFormat.NHWC;
      return last ? 3 : 1;
    }

    private int[] others() {
      return IntStream.range(0, input.rank()).filter(axis -> axis != channelAxis()).toArray();
    }

    private INDArray broadcast(INDArray perChannel) {
      long[] shape = new long[input.rank()];
      Arrays.fill(shape, 1);
      shape[channelAxis()] = layerConf().getNOut();
      return perChannel.reshape(shape);
    }
  }
}
