package io.jplay.core.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Whom TLS of the controller trusts: the authorities of the system, as every other program there
/// does, not the list that comes with Java. Reads files; each call anew.
public final class SystemTrust {
  /// Where systems keep the certificates of authorities in one file.
  private static final List<Path> BUNDLES =
      List.of(
          Path.of("/etc/ssl/certs/ca-certificates.crt"),
          Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
          Path.of("/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"),
          Path.of("/etc/ssl/ca-bundle.pem"),
          Path.of("/etc/ssl/cert.pem"));

  private SystemTrust() {}

  /// TLS that trusts the certificates in these files, and in the files of these directories; those
  /// of the system where none are given, those of Java where the system has none. Fails where what
  /// is given cannot be read.
  public static SSLContext context(List<Path> given) throws IOException {
    List<Path> from =
        given.isEmpty() ? BUNDLES.stream().filter(Files::isReadable).limit(1).toList() : given;
    try {
      if (from.isEmpty()) {
        return SSLContext.getDefault();
      }
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate certificate : certificates(from)) {
        store.setCertificateEntry("authority" + number++, certificate);
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("certificates of authorities cannot be used: " + e.getMessage(), e);
    }
  }

  private static List<Certificate> certificates(List<Path> from)
      throws IOException, GeneralSecurityException {
    var factory = CertificateFactory.getInstance("X.509");
    var all = new ArrayList<Certificate>();
    for (Path path : from) {
      for (Path file : files(path)) {
        try (InputStream in = Files.newInputStream(file)) {
          all.addAll(factory.generateCertificates(in));
        }
      }
    }
    return all;
  }

  private static List<Path> files(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> found = Files.list(path)) {
      return found.filter(f -> f.toString().matches(".*\\.(pem|crt|cer|\\d+)")).sorted().toList();
    }
  }

  /// What openssl calls the reason why a certificate was refused; empty for other failures.
  public static Optional<String> refusal(IOException failure, String host) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < 10; depth++) {
      String text = String.valueOf(cause.getMessage());
      if (text.contains("No subject alternative") || text.contains("No name matching")) {
        return Optional.of("Hostname mismatch, certificate is not valid for '" + host + "'.");
      }
      if (cause instanceof CertificateExpiredException) {
        return Optional.of("certificate has expired");
      }
      if (cause instanceof CertPathBuilderException
          || cause instanceof CertPathValidatorException) {
        return Optional.of("unable to get local issuer certificate");
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }
}
