package org.example

import io.github.weightwatcher4j.WeightWatcher
import io.github.weightwatcher4j.metric.Metric
import java.nio.file.Path
import scala.jdk.CollectionConverters.*
import scala.jdk.OptionConverters.*

object Main:
  def main(arguments: Array[String]): Unit =
    val analysis = WeightWatcher(Path.of(arguments(0))).analyze(_.randomize(true).threads(2))
    val steep = analysis.details.asScala.filter(_.alpha.toScala.exists(_ > 6)).map(_.name).toList
    println(s"alpha above 6: ${steep.size} layers")
    println(f"alpha ${analysis.summary.mean(Metric.ALPHA).toScala.get}%.2f")
