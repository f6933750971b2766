package io.headcount.analytics.track;

/**
 * One coordinate of a moving box, with its velocity: a Kalman filter whose model is constant
 * velocity disturbed by random acceleration (Bar-Shalom, Estimation with Applications to Tracking
 * and Navigation, 2001, section 6.3). Confined to its track. Units are picture heights and seconds.
 */
final class Motion {
  private double position;
  private double velocity;
  private double positionVariance;
  private double covariance;
  private double velocityVariance;

  Motion(double position, double positionDeviation, double velocityDeviation) {
    this.position = position;
    positionVariance = positionDeviation * positionDeviation;
    velocityVariance = velocityDeviation * velocityDeviation;
  }

  double position() {
    return position;
  }

  double velocity() {
    return velocity;
  }

  /** Moves on by some seconds; the velocity may change by so much in one second. */
  void predict(double seconds, double accelerationDeviation) {
    double q = accelerationDeviation * accelerationDeviation;
    double s2 = seconds * seconds;
    position += velocity * seconds;
    positionVariance += 2 * seconds * covariance + s2 * velocityVariance + q * s2 * s2 / 4;
    covariance += seconds * velocityVariance + q * s2 * seconds / 2;
    velocityVariance += q * s2;
  }

  /** Takes in a measured position with its standard deviation. */
  void correct(double measured, double deviation) {
    double sum = positionVariance + deviation * deviation;
    double gain = positionVariance / sum;
    double velocityGain = covariance / sum;
    double surprise = measured - position;
    position += gain * surprise;
    velocity += velocityGain * surprise;
    velocityVariance -= velocityGain * covariance;
    covariance -= gain * covariance;
    positionVariance -= gain * positionVariance;
  }
}
