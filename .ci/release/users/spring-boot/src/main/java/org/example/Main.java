package org.example;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.micrometer.SpectralMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A service whose models are gauges. Boot's Actuator binds a MeterBinder by itself. */
final class Main {

  @Configuration
  static class Monitoring {

    @Bean
    SpectralMetrics spectralMetrics() {
      return SpectralMetrics.of("resnet20");
    }

    /** What Boot's Actuator does, here without a web server. */
    @Bean
    MeterRegistry registry(MeterBinder... binders) {
      MeterRegistry registry = new SimpleMeterRegistry();
      for (MeterBinder binder : binders) {
        binder.bindTo(registry);
      }
      return registry;
    }
  }

  public static void main(String[] arguments) {
    try (var context = new AnnotationConfigApplicationContext(Monitoring.class)) {
      context
          .getBean(SpectralMetrics.class)
          .update(new WeightWatcher(Path.of(arguments[0])).analyze());
      MeterRegistry registry = context.getBean(MeterRegistry.class);
      double alpha = registry.get("weightwatcher.alpha.mean").gauge().value();
      System.out.printf("weightwatcher.alpha.mean %.2f%n", alpha);
      if (!(alpha > 1)) {
        throw new IllegalStateException("no alpha");
      }
    }
  }
}
