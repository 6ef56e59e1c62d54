package io.github.weightwatcher4j.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.weightwatcher4j.digits.Digits;
import io.github.weightwatcher4j.digits.DigitsMlp;
import io.github.weightwatcher4j.dl4j.training.SpectralListener;
import io.github.weightwatcher4j.micrometer.SpectralMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Trains a network whose spectra a Prometheus on this machine can watch. */
public final class MonitorTraining {

  private MonitorTraining() {}

  /** Trains for the epochs of the first argument; meters at 127.0.0.1, port 9464, /metrics. */
  public static void main(String[] args) throws IOException {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    HttpServer server = serve(registry, 9464);
    try {
      train(DigitsMlp.untrained(1), registry, Integer.parseInt(args[0]));
    } finally {
      server.stop(0);
    }
  }

  static void train(MultiLayerNetwork network, MeterRegistry registry, int epochs) {
    SpectralMetrics metrics = SpectralMetrics.of("digits");
    metrics.bindTo(registry);
    network.setListeners(SpectralListener.everyEpoch(metrics::update));
    network.fit(Digits.load(1).batches(32), epochs);
  }

  /** Answers each GET with the meters as they are. */
  static HttpServer serve(PrometheusMeterRegistry registry, int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/metrics", exchange -> answer(exchange, registry.scrape()));
    server.start();
    return server;
  }

  private static void answer(HttpExchange exchange, String scrape) throws IOException {
    byte[] body = scrape.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    exchange.sendResponseHeaders(200, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }
}
