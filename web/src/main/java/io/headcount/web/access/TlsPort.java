package io.headcount.web.access;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyManagementException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * The TLS of a port: its certificate can be changed while it is served, and whoever comes without
 * TLS is sent to the same address with it. Thread-safe.
 */
public final class TlsPort {
  private static final Pattern REQUEST =
      Pattern.compile("[A-Z]+ (/[!-~]*) HTTP/1\\.[01]\r(?s:.*?)(?i:\nhost): *([!-~]+)\r\n(?s:.*)");

  private final Predicate<String> answersTo;
  private volatile SSLContext current;

  /**
   * @param answersTo which hosts a request may name; nobody is sent anywhere else
   */
  public TlsPort(TlsIdentity identity, Predicate<String> answersTo) {
    this.answersTo = answersTo;
    this.current = context(identity);
  }

  /** Shows this certificate to whoever comes from now on. */
  public void show(TlsIdentity identity) {
    current = context(identity);
  }

  /** For the server, once and for all. */
  public SSLContext context() {
    return new SSLContext(new Changing(), current.getProvider(), current.getProtocol()) {};
  }

  private static SSLContext context(TlsIdentity identity) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "page", identity.key(), new char[0], identity.chain().toArray(Certificate[]::new));
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), new TrustManager[0], null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("the certificate cannot be used for TLS", e);
    }
  }

  /** What is said to a request that came without TLS. */
  private String answer(String request) {
    Matcher parts = REQUEST.matcher(request);
    if (parts.matches() && answersTo.test(HostName.of(parts.group(2)))) {
      return "HTTP/1.1 307 Temporary Redirect\r\nLocation: https://%s%s\r\nCache-Control: no-store\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
          .formatted(parts.group(2), parts.group(1));
    }
    String text = "This page comes with TLS only: open it with https:// in front.\n";
    return "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nCache-Control: no-store\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
        .formatted(text.length(), text);
  }

  /** Makes engines of the context that is current. */
  private final class Changing extends SSLContextSpi {
    @Override
    protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
        throws KeyManagementException {
      throw new KeyManagementException("it is made ready");
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
      return current.getSocketFactory();
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
      return current.getServerSocketFactory();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
      return new Sorting(current.createSSLEngine());
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
      return new Sorting(current.createSSLEngine(host, port));
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
      return current.getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
      return current.getClientSessionContext();
    }

    @Override
    protected SSLParameters engineGetDefaultSSLParameters() {
      return current.getDefaultSSLParameters();
    }

    @Override
    protected SSLParameters engineGetSupportedSSLParameters() {
      return current.getSupportedSSLParameters();
    }
  }

  /**
   * Looks at the first byte that comes: of a request without TLS it is a letter, of a handshake it
   * never is. Confined to one connection.
   */
  private final class Sorting extends SSLEngine {
    private final SSLEngine engine;
    private boolean sorted;
    private ByteBuffer answer = ByteBuffer.allocate(0);
    private boolean plain;

    Sorting(SSLEngine engine) {
      this.engine = engine;
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer from, ByteBuffer[] to, int offset, int length)
        throws SSLException {
      if (!sorted && from.hasRemaining()) {
        sorted = true;
        int first = from.get(from.position());
        if (first >= 'A' && first <= 'Z') {
          plain = true;
          byte[] request = new byte[from.remaining()];
          from.get(request);
          answer = ByteBuffer.wrap(answer(new String(request, ISO_8859_1)).getBytes(ISO_8859_1));
          return new SSLEngineResult(Status.OK, HandshakeStatus.NEED_WRAP, request.length, 0);
        }
      }
      if (plain) {
        throw new SSLException("a request without TLS was answered");
      }
      return engine.unwrap(from, to, offset, length);
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] from, int offset, int length, ByteBuffer to)
        throws SSLException {
      if (!plain) {
        return engine.wrap(from, offset, length, to);
      }
      if (!answer.hasRemaining()) {
        throw new SSLException("a request without TLS was answered");
      }
      if (to.remaining() < answer.remaining()) {
        return new SSLEngineResult(Status.BUFFER_OVERFLOW, HandshakeStatus.NEED_WRAP, 0, 0);
      }
      int written = answer.remaining();
      to.put(answer);
      return new SSLEngineResult(Status.OK, HandshakeStatus.NEED_WRAP, 0, written);
    }

    @Override
    public HandshakeStatus getHandshakeStatus() {
      return plain ? HandshakeStatus.NEED_WRAP : engine.getHandshakeStatus();
    }

    @Override
    public Runnable getDelegatedTask() {
      return engine.getDelegatedTask();
    }

    @Override
    public void closeInbound() throws SSLException {
      if (!plain) {
        engine.closeInbound();
      }
    }

    @Override
    public boolean isInboundDone() {
      return plain || engine.isInboundDone();
    }

    @Override
    public void closeOutbound() {
      engine.closeOutbound();
    }

    @Override
    public boolean isOutboundDone() {
      return plain ? !answer.hasRemaining() : engine.isOutboundDone();
    }

    @Override
    public String[] getSupportedCipherSuites() {
      return engine.getSupportedCipherSuites();
    }

    @Override
    public String[] getEnabledCipherSuites() {
      return engine.getEnabledCipherSuites();
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {
      engine.setEnabledCipherSuites(suites);
    }

    @Override
    public String[] getSupportedProtocols() {
      return engine.getSupportedProtocols();
    }

    @Override
    public String[] getEnabledProtocols() {
      return engine.getEnabledProtocols();
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {
      engine.setEnabledProtocols(protocols);
    }

    @Override
    public SSLSession getSession() {
      return engine.getSession();
    }

    @Override
    public SSLSession getHandshakeSession() {
      return engine.getHandshakeSession();
    }

    @Override
    public void beginHandshake() throws SSLException {
      engine.beginHandshake();
    }

    @Override
    public void setUseClientMode(boolean mode) {
      engine.setUseClientMode(mode);
    }

    @Override
    public boolean getUseClientMode() {
      return engine.getUseClientMode();
    }

    @Override
    public void setNeedClientAuth(boolean need) {
      engine.setNeedClientAuth(need);
    }

    @Override
    public boolean getNeedClientAuth() {
      return engine.getNeedClientAuth();
    }

    @Override
    public void setWantClientAuth(boolean want) {
      engine.setWantClientAuth(want);
    }

    @Override
    public boolean getWantClientAuth() {
      return engine.getWantClientAuth();
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {
      engine.setEnableSessionCreation(flag);
    }

    @Override
    public boolean getEnableSessionCreation() {
      return engine.getEnableSessionCreation();
    }

    @Override
    public SSLParameters getSSLParameters() {
      return engine.getSSLParameters();
    }

    @Override
    public void setSSLParameters(SSLParameters parameters) {
      engine.setSSLParameters(parameters);
    }

    @Override
    public String getApplicationProtocol() {
      return engine.getApplicationProtocol();
    }

    @Override
    public String getHandshakeApplicationProtocol() {
      return engine.getHandshakeApplicationProtocol();
    }

    @Override
    public void setHandshakeApplicationProtocolSelector(
        BiFunction<SSLEngine, List<String>, String> selector) {
      engine.setHandshakeApplicationProtocolSelector(selector);
    }

    @Override
    public BiFunction<SSLEngine, List<String>, String> getHandshakeApplicationProtocolSelector() {
      return engine.getHandshakeApplicationProtocolSelector();
    }
  }
}
