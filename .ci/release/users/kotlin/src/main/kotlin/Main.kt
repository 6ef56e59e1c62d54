package org.example

import io.github.weightwatcher4j.WeightWatcher
import io.github.weightwatcher4j.metric.Metric
import java.nio.file.Path
import kotlin.jvm.optionals.getOrNull

object Main {
    @JvmStatic
    fun main(arguments: Array<String>) {
        val analysis = WeightWatcher(Path.of(arguments[0])).analyze { it.randomize(true).threads(2) }
        for (layer in analysis.details()) {
            if (layer.alpha().isPresent && layer.alpha().asDouble < 2) {
                println("${layer.name()}: ${layer.verdict().reason()}")
            }
        }
        val phase = analysis.details().first().phase().getOrNull()
        println("alpha %.2f, first phase %s".format(analysis.summary().mean(Metric.ALPHA).asDouble, phase))
    }
}
